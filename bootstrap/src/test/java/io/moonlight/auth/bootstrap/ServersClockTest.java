package io.moonlight.auth.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.bootstrap.settings.reader.SettingsReader;
import io.moonlight.auth.bootstrap.testkit.Answer;
import io.moonlight.auth.bootstrap.testkit.Api;
import io.moonlight.auth.bootstrap.testkit.RealParts;
import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.testkit.MutableClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Two servers of one database, of which one is on a machine with a wrong clock. */
class ServersClockTest {

    @Test
    void server_onAMachineWhoseClockIsAnHourAhead_isOneWithTheOthers() {
        MutableClock wrong = new MutableClock(Instant.now().plus(Duration.ofHours(1)));
        try (RealParts parts = new RealParts();
                MoonLightServer ahead = MoonLightServer.startOn(SettingsReader.read(parts.settings()), wrong);
                MoonLightServer right = MoonLightServer.start(SettingsReader.read(parts.settings()))) {
            String email = EndToEnd.email();
            at(ahead).post("send-code", "email", email, "type", "register").ok("验证码已发送");
            String code = parts.smtp().awaitMailTo(new EmailAddress(email)).code();
            at(right).post("verify-code", "email", email, "code", code).ok("验证码有效");
            at(ahead)
                    .post(
                            "register",
                            "email",
                            email,
                            "code",
                            code,
                            "username",
                            EndToEnd.username(),
                            "password",
                            EndToEnd.PASSWORD)
                    .ok("注册成功");
            Answer there = at(ahead).post("login", "email", email, "password", EndToEnd.PASSWORD);
            Answer here = at(right).post("login", "email", email, "password", EndToEnd.PASSWORD);

            assertThat(statusOf(right, there)).isEqualTo(200);
            assertThat(statusOf(ahead, here)).isEqualTo(200);
        }
    }

    private static int statusOf(MoonLightServer server, Answer signedIn) {
        return at(server).bearer(signedIn.accessToken()).get("/api/v1/users/me").status();
    }

    private static Api at(MoonLightServer server) {
        return Api.of(server.uri()).from(EndToEnd.address());
    }
}
