package io.moonlight.auth.bootstrap.settings.reader;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MisspellingsTest {

    @ParameterizedTest
    @CsvSource({
        "DATABSE_URL, DATABASE_URL",
        "DATABASE_ULR, DATABASE_URL",
        "REDIS_URI, REDIS_URL",
        "PROT, PORT",
        "smtp_host, SMTP_HOST",
        "SMTP_PASWORD_FILE, SMTP_PASSWORD_FILE",
        "JWT_SECRETKEY, JWT_SECRET_KEY",
        "ADMIN_API_KEYS, ADMIN_API_KEY"
    })
    void in_aNameThatIsClose_namesTheSetting(String name, String setting) {
        assertThat(Misspellings.in(Map.of(name, "x", "PATH", "/bin"))).containsExactly(Map.entry(name, setting));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PATH",
                "HOME",
                "USER",
                "HOSTNAME",
                "LANG",
                "PWD",
                "SHELL",
                "TERM",
                "JAVA_HOME",
                "POSTGRES_PASSWORD",
                "REDIS_PASSWORD",
                "COMPOSE_PROFILES",
                "PUBLISH",
                "IMAGE",
                "SMTP_URL",
                "DATABASE_URL",
                "DATABASE_URL_FILE",
                "KUBERNETES_SERVICE_PORT",
                "KUBERNETES_PORT",
                "JAVA_TOOL_OPTIONS",
                "LC_ALL",
                "",
                "_"
            })
    void in_aNameThatIsNotClose_isSilent(String name) {
        assertThat(Misspellings.in(Map.of(name, "x"))).isEmpty();
    }

    @Test
    void in_aNameThatIsCloseToALongOneThatIsSet_namesTheSetting() {
        assertThat(Misspellings.in(Map.of("DATABSE_URL", "x", "DATABASE_URL", "y")))
                .containsExactly(Map.entry("DATABSE_URL", "DATABASE_URL"));
    }

    /** Platforms set such names beside ours. */
    @Test
    void in_aNameThatIsCloseToAShortOneThatIsSet_isSilent() {
        assertThat(Misspellings.in(Map.of("REDIS_URI", "x", "REDIS_URL", "y", "PORT", "1", "PORT0", "1", "PORTS", "1")))
                .isEmpty();
    }
}
