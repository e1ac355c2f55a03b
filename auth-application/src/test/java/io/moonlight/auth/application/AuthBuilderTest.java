package io.moonlight.auth.application;

import static io.moonlight.auth.domain.model.mail.CodePurpose.REGISTER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moonlight.auth.application.session.SignedIn;
import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.domain.model.mail.Language;
import io.moonlight.auth.domain.model.session.SessionPolicy;
import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.domain.model.user.PasswordAttempt;
import io.moonlight.auth.testkit.Samples;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthBuilderTest {

    @Test
    void build_withNothingSet_namesEveryMissingPart() {
        assertThatThrownBy(() -> Auth.builder().build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Auth is not ready: store is not set; mailer is not set; passwords is not set;"
                        + " tokens is not set; limiter is not set; events is not set; secret is not set");
    }

    static Stream<Method> setters() {
        return Arrays.stream(AuthBuilder.class.getMethods())
                .filter(method -> method.getReturnType() == AuthBuilder.class && method.getParameterCount() == 1)
                .filter(method -> !method.getParameterTypes()[0].isPrimitive());
    }

    @ParameterizedTest
    @MethodSource("setters")
    void set_withNothing_isRefusedAtOnceByName(Method setter) {
        assertThatThrownBy(() -> setter.invoke(Auth.builder(), (Object) null))
                .cause()
                .isInstanceOf(NullPointerException.class)
                .hasMessage(setter.getParameters()[0].getName());
    }

    @Test
    void build_withValuesOutOfTheirRange_namesThemAll() {
        assertThatThrownBy(() -> new Backend()
                        .builder()
                        .secret(new byte[31])
                        .codeLifetime(Duration.ofHours(2))
                        .accessTokenLifetime(Duration.ZERO)
                        .claimsTimeout(Duration.ofMinutes(1))
                        .build())
                .hasMessageContainingAll(
                        "secret must have at least 32 bytes",
                        "codeLifetime must be more than 0 and at most 1 h",
                        "accessTokenLifetime must be at least 1 s and at most 24 h",
                        "claimsTimeout must be more than 0 and at most 10 s");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT-1S", "PT0S", "PT0.000999999S", "PT1H0.000000001S"})
    void build_withACodeLifetimeOutOfItsRange_isRefused(Duration lifetime) {
        assertThatThrownBy(() -> new Backend().builder().codeLifetime(lifetime).build())
                .hasMessage("Auth is not ready: codeLifetime must be more than 0 and at most 1 h");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT-1S", "PT0S", "PT0.999999999S", "PT24H0.000000001S"})
    void build_withAnAccessTokenLifetimeOutOfItsRange_isRefused(Duration lifetime) {
        assertThatThrownBy(() ->
                        new Backend().builder().accessTokenLifetime(lifetime).build())
                .hasMessage("Auth is not ready: accessTokenLifetime must be at least 1 s and at most 24 h");
    }

    @Test
    void build_withEventsKeptForLessThanADay_isRefused() {
        assertThatThrownBy(() -> new Backend()
                        .builder()
                        .auditRetention(Duration.ofDays(1).minusNanos(1))
                        .build())
                .hasMessage("Auth is not ready: auditRetention must be at least 1 d");
    }

    @ParameterizedTest
    @CsvSource({"PT0.001S,PT1S", "PT1H,PT24H"})
    void build_withValuesAtTheEdges_isReady(Duration codeLifetime, Duration accessTokenLifetime) {
        Auth auth = new Backend()
                .builder()
                .secret(new byte[32])
                .codeLifetime(codeLifetime)
                .accessTokenLifetime(accessTokenLifetime)
                .auditRetention(Duration.ofDays(1))
                .build();

        SendCode.Result answer = auth.sendCode()
                .handle(new SendCode.Command(Samples.email(), REGISTER, Language.ENGLISH, ClientInfo.LOCAL));
        assertThat(answer.expiresIn()).isEqualTo(codeLifetime);
    }

    @Test
    void build_withASecretThatIsTooShort_doesNotCallItMissing() {
        assertThatThrownBy(() -> Auth.builder().secret(new byte[31]).build())
                .hasMessage("Auth is not ready: store is not set; mailer is not set; passwords is not set;"
                        + " tokens is not set; limiter is not set; events is not set;"
                        + " secret must have at least 32 bytes");
    }

    @Test
    void build_withAPolicyForSessions_endsThemByIt() {
        Backend backend = new Backend();
        SessionPolicy brief = new SessionPolicy(Duration.ofMinutes(1), Duration.ofMinutes(2), Duration.ZERO);
        EmailAddress email = Samples.email();
        backend.register(email);
        Auth auth = backend.builder().sessionPolicy(brief).build();

        SignedIn signedIn =
                auth.login().handle(new Login.Command(email, new PasswordAttempt(Backend.PASSWORD), ClientInfo.LOCAL));

        assertThat(signedIn.tokens().expiresIn()).isEqualTo(Duration.ofMinutes(1));
    }
}
