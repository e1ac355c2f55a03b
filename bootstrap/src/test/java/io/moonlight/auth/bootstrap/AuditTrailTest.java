package io.moonlight.auth.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.bootstrap.testkit.Answer;
import io.moonlight.auth.bootstrap.testkit.Api;
import io.moonlight.auth.bootstrap.testkit.Await;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What stands in the audit trail after calls over HTTP, and what never does. */
class AuditTrailTest extends EndToEnd {

    private String typesOfUser(long id) {
        return value("SELECT string_agg(type, ' ' ORDER BY number) FROM auth_events WHERE user_id = " + id);
    }

    @Test
    void aLifeOfAnAccount_isRecordedInOrderWithoutPersonalDataInClear() {
        Api api = api();
        String code = code(api, email, "register");
        api.post("verify-code", "email", email, "code", code).ok("验证码有效");
        Answer signedUp = register(api, email, code, username()).ok("注册成功");
        long id = signedUp.data().path("user").path("id").asLong();
        Api user = api.bearer(signedUp.accessToken());
        login(api, email, "a wrong one").refused(401, "AUTHENTICATION_ERROR");
        Answer signedIn = login(api, email, PASSWORD).ok("登录成功");
        refresh(api, signedIn.refreshToken()).ok("success");
        user.send("PATCH", "users/me", "username", username()).ok("success");
        user.send("POST", "users/me/password", "current_password", PASSWORD, "new_password", "a new password")
                .ok("密码修改成功");
        user.send("DELETE", "users/me/sessions").ok("success");
        api.post("logout", "refresh_token", signedUp.refreshToken()).ok("已退出登录");
        user.send("GET", "users/me").refused(401, "INVALID_TOKEN");

        Await.until(() -> count("auth_events WHERE type = 'authz_fail' AND user_id = " + id) == 1);
        assertThat(typesOfUser(id))
                .isEqualTo("user_created authn_login_fail authn_login_success session_renewed user_updated"
                        + " authn_password_change authn_token_revoked session_ended authz_fail");
        assertThat(count("auth_events WHERE type = 'authn_code_requested' AND client_ip IS NOT NULL"))
                .isPositive();
        String all = value("SELECT string_agg(auth_events::text, E'\n') FROM auth_events");
        assertThat(all)
                .doesNotContain(email, PASSWORD, "a new password", "a wrong one", signedUp.accessToken())
                .doesNotContain(signedUp.refreshToken(), signedIn.refreshToken(), "," + code + ",");
    }

    @Test
    void aFloodOfGarbage_fromOneAddress_isCountedInFewRows() {
        Api api = api();
        for (int i = 0; i < 300; i++) {
            refresh(api, "garbage " + i).refused(401, "INVALID_TOKEN");
        }

        String flood = " FROM auth_events WHERE type = 'session_renewed_fail' AND user_id IS NULL";
        Await.until(() -> "300".equals(value("SELECT sum(times)" + flood)));
        assertThat(Long.parseLong(value("SELECT count(*)" + flood))).isLessThan(100);
    }

    @Test
    void eventsOfTheLastMoment_areWrittenWhenTheServerStops() {
        try (MoonLightServer other = anotherServer()) {
            login(Api.of(other.uri()).from("203.0.113.9"), email, PASSWORD).refused(401, "AUTHENTICATION_ERROR");
        }

        assertThat(count("auth_events WHERE client_ip = '203.0.113.9'")).isEqualTo(1);
    }

    @Test
    void expiredData_isCleanedUpAndLiveDataStays() {
        String token = register(api(), email).ok("注册成功").refreshToken();
        String gone = email();
        String old = register(api(), gone).ok("注册成功").refreshToken();
        code(api(), gone, "reset_password");
        clock.advance(Duration.ofDays(4));
        Answer living = refresh(api(), token).ok("success");
        clock.advance(Duration.ofDays(4));
        long events = count("auth_events");
        assertThat(events).isPositive();

        try (MoonLightServer other = anotherServer()) {
            Await.until(() -> count("sessions s JOIN users u ON u.id = s.user_id WHERE u.email = '" + gone + "'") == 0
                    && count("verification_codes WHERE email = '" + gone + "'") == 0);
            refresh(Api.of(other.uri()), old).refused(401, "INVALID_TOKEN");
        }

        refresh(api(), living.refreshToken()).ok("success");
        assertThat(count("auth_events")).isGreaterThanOrEqualTo(events);
    }
}
