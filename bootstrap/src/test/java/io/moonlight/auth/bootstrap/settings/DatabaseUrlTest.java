package io.moonlight.auth.bootstrap.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseUrlTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://app:p%40ss+1@db:5432/moon",
                "postgres://app:p%40ss+1@db:5432/moon",
                "postgresql+asyncpg://app:p%40ss+1@db:5432/moon",
                "jdbc:postgresql://db:5432/moon?user=app&password=p%40ss+1",
            })
    void parse_ofEachSpelling_isTheSameDatabase(String text) {
        assertThat(DatabaseUrl.parse(text))
                .isEqualTo(new DatabaseUrl("jdbc:postgresql://db:5432/moon", "app", "p@ss+1"));
    }

    @Test
    void parse_withParameters_carriesThemOver() {
        assertThat(DatabaseUrl.parse("postgresql://u@h1,h2:5433/d?sslmode=verify-full&targetServerType=primary")
                        .jdbcUrl())
                .isEqualTo("jdbc:postgresql://h1,h2:5433/d?sslmode=verify-full&targetServerType=primary");
    }

    @Test
    void parse_withTheSslParameterOfAsyncpg_becomesSslmode() {
        assertThat(DatabaseUrl.parse("postgresql+asyncpg://u@h/d?ssl=require").jdbcUrl())
                .isEqualTo("jdbc:postgresql://h/d?sslmode=require");
    }

    @ParameterizedTest
    @CsvSource({
        "ssl=true,sslmode=verify-full",
        "ssl=false,sslmode=disable",
        "ssl=verify-ca,sslmode=verify-ca",
        "target_session_attrs=read-write,targetServerType=primary",
        "target_session_attrs=primary,targetServerType=primary",
        "target_session_attrs=any,targetServerType=any",
        "connect_timeout=3,connectTimeout=3",
        "application_name=a%20b,ApplicationName=a+b",
        "keepalives=0,tcpKeepAlive=false",
        "load_balance_hosts=random,loadBalanceHosts=true",
        "require_auth=md5,requireAuth=md5",
        "'require_auth=!md5,!password',requireAuth=%21md5%2C%21password",
        "reWriteBatchedInserts=TRUE,reWriteBatchedInserts=TRUE",
        "channel_binding=require,channelBinding=require",
        "sslmode=verify-full&sslrootcert=/ca.pem,sslmode=verify-full&sslrootcert=%2Fca.pem",
        "sslmode=require,sslmode=require",
        "sslmode=require&sslrootcert=/ca.pem,sslmode=verify-ca&sslrootcert=%2Fca.pem",
        "sslrootcert=/ca.pem&ssl=require,sslrootcert=%2Fca.pem&sslmode=verify-ca",
        "sslmode=verify-full&sslrootcert=system,sslmode=verify-full",
        "sslrootcert=system,sslmode=verify-full",
        "sslrootcert=system&sslmode=require,sslmode=verify-full",
        "client_encoding=UTF8&prepareThreshold=0,prepareThreshold=0"
    })
    void parse_withTheParametersOfLibpq_saysTheSameToTheDriver(String ours, String ofDriver) {
        assertThat(DatabaseUrl.parse("postgresql://u@h1,h2:5433/d?" + ours).jdbcUrl())
                .isEqualTo("jdbc:postgresql://h1,h2:5433/d?" + ofDriver);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "target_session_attrs=standby",
                "sslMode=require",
                "hostaddr=10.0.0.1",
                "pool_mode=x",
                "client_encoding=latin1",
                "sslcrl=/x"
            })
    void parse_withAParameterThatIsNotUnderstood_namesIt(String parameter) {
        assertThatThrownBy(() -> DatabaseUrl.parse("postgresql://u:pw@h/d?connect_timeout=3&" + parameter))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(parameter.substring(0, parameter.indexOf('=')))
                .hasMessageNotContainingAny("pw", "10.0.0.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"h", "h:1", "h:65535", "h1,h2:5433,h3", "[::1]", "[2001:db8::1]:5432", "db_1.example.org"})
    void parse_ofAnyHosts_leavesThemAsTheyAre(String hosts) {
        assertThat(DatabaseUrl.parse("postgresql://" + hosts + "/d").jdbcUrl())
                .isEqualTo("jdbc:postgresql://" + hosts + "/d");
    }

    @Test
    void parse_withoutAPassword_leavesItEmpty() {
        assertThat(DatabaseUrl.parse("postgresql://u@[::1]:5432/d"))
                .isEqualTo(new DatabaseUrl("jdbc:postgresql://[::1]:5432/d", "u", ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "postgresql://",
                "postgresql://h",
                "postgresql:///d",
                "mysql://h/d",
                "h:5432/d",
                "postgresql://u:p@x@h/d#f",
                "postgresql://u:%pass@h/d",
                "postgresql://u@h/d?password=%zz",
                "postgresql://h:65536/d",
                "postgresql://h:0/d",
                "postgresql://h:x/d",
                "postgresql://h1:5432,/d",
                "postgresql://two words/d",
                "postgresql://straße.example/d"
            })
    void parse_ofAnythingElse_isRefusedWithoutRepeatingIt(String text) {
        assertThatThrownBy(() -> DatabaseUrl.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("postgresql://user:password@host:port/name is wanted");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sslmode=verify-all",
                "ssl=maybe",
                "connect_timeout=abc",
                "socketTimeout=",
                "prepareThreshold=abc",
                "require_auth=foo",
                "require_auth=md5,foo",
                "channel_binding=foo",
                "gssencmode=foo",
                "sslnegotiation=foo",
                "autosave=foo",
                "preferQueryMode=foo",
                "tcpKeepAlive=maybe",
                "loadBalanceHosts=maybe",
                "hostRecheckSeconds=abc",
                "load_balance_hosts=maybe"
            })
    void parse_ofAValueThatTheDriverRefuses_namesTheParameterAlone(String parameter) {
        String[] parts = parameter.split("=", -1);

        assertThatThrownBy(() -> DatabaseUrl.parse("postgresql://u:secret@h/d?" + parameter))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(parts[0])
                .hasMessageNotContainingAny("secret", "maybe", "abc", "foo", "verify-all");
    }

    @ParameterizedTest
    @CsvSource({
        "sslmode=verify-full&sslmode=disable,sslmode",
        "sslmode=verify-full&ssl=false,ssl",
        "ssl=true&sslmode=disable,sslmode",
        "connect_timeout=3&connectTimeout=4,connectTimeout",
        "user=other,user",
        "password=other,password",
        "sslrootcert=/a&sslrootcert=system,sslrootcert"
    })
    void parse_withAParameterTwice_namesIt(String parameters, String name) {
        assertThatThrownBy(() -> DatabaseUrl.parse("postgresql://u:secret@h/d?" + parameters))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the URL has the parameter " + name + " twice, with different values");
    }

    @Test
    void parse_withTheSameParameterTwice_saysItOnce() {
        assertThat(DatabaseUrl.parse("postgresql://u:p@h/d?ssl=require&user=u&sslmode=require")
                        .jdbcUrl())
                .isEqualTo("jdbc:postgresql://h/d?sslmode=require");
    }

    @Test
    void toString_ofAUrl_hidesItsParts() {
        assertThat(DatabaseUrl.parse("postgresql://user:pw@h/d")).hasToString("DatabaseUrl[***]");
    }
}
