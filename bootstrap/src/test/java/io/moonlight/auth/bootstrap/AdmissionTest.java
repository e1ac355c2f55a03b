package io.moonlight.auth.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.moonlight.auth.bootstrap.testkit.Answer;
import io.moonlight.auth.bootstrap.testkit.Api;
import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.testkit.Race;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The section "Admission" of the contract, on real PostgreSQL, Redis and SMTP. */
class AdmissionTest extends EndToEnd {

    private static final String KEY = "an-administrators-key-of-40-characters-.";
    private static final String REFUSED = "当前邮箱不能注册";

    @Override
    Map<String, String> overrides() {
        return Map.of("ADMIN_API_KEY", KEY, "REGISTRATION", "invite");
    }

    private Api admin() {
        return api().bearer(KEY);
    }

    private JsonNode invite(Object... members) {
        Answer invited = admin().send("POST", "admin/invitations", members);
        parts.smtp().awaitMailTo(new EmailAddress(email));
        return invited.ok("success").data();
    }

    @Test
    void anInvitedGuest_isToldRegistersOnceAndHasTheRoles() {
        api().post("send-code", "email", email, "type", "register").refused(403, "FORBIDDEN", REFUSED);
        register(api(), email, "123456", username()).refused(403, "FORBIDDEN", REFUSED);

        JsonNode invitation = admin().with("Accept-Language", "en")
                .send("POST", "admin/invitations", "email", email, "roles", List.of("editor"))
                .ok("success")
                .data();

        assertThat(parts.smtp().awaitMailTo(new EmailAddress(email)).subject()).contains("You are invited");
        assertThat(invitation.path("email").asText()).isEqualTo(email);
        Answer signedUp = register(api(), email).ok("注册成功");
        assertThat(signedUp.data().path("user").path("roles").toString()).isEqualTo("[\"editor\"]");
        assertThat(admin().send("DELETE", "admin/invitations/" + invitation.path("id"))
                        .ok("success")
                        .data()
                        .path("revoked")
                        .asInt())
                .isZero();
        admin().send("POST", "admin/invitations", "email", email).refused(409, "CONFLICT", "该邮箱已注册");
        api().post("send-code", "email", email, "type", "register").refused(409, "CONFLICT", "该邮箱已注册");
        login(api(), email, PASSWORD).ok("登录成功");
    }

    @Test
    void sixteenRegistrationsOfOneInvitation_makeOneUser() {
        invite("email", email, "roles", List.of("editor"));
        Api api = api();
        String code = code(api, email, "register");

        List<Race.Result<Answer>> answers = Race.run(16, i -> () -> register(api(), email, code, username()));

        assertThat(answers).allMatch(Race.Result::succeeded);
        assertThat(answers)
                .extracting(answer -> answer.value().status())
                .containsOnlyOnce(200)
                .allMatch(status -> List.of(200, 400, 403).contains(status));
        assertThat(count("users WHERE email = '" + email + "' AND roles = '{editor}'"))
                .isOne();
        assertThat(count("invitations WHERE email = '" + email + "'")).isZero();
    }

    @Test
    void aRevokedInvitation_letsNobodyInEvenWithTheCode() {
        JsonNode invitation = invite("email", email);
        String code = code(api(), email, "register");

        assertThat(admin().send("DELETE", "admin/invitations/" + invitation.path("id"))
                        .data()
                        .path("revoked")
                        .asInt())
                .isOne();

        register(api(), email, code, username()).refused(403, "FORBIDDEN", REFUSED);
        assertThat(count("users WHERE email = '" + email + "'")).isZero();
    }

    @Test
    void anExpiredInvitation_isRefusedAndSwept() {
        invite("email", email, "expires_in", 60);
        clock.advance(Duration.ofSeconds(60));

        api().post("send-code", "email", email, "type", "register").refused(403, "FORBIDDEN", REFUSED);

        assertThat(admin().send("GET", "admin/invitations?page_size=100")
                        .ok("success")
                        .data()
                        .path("items")
                        .findValuesAsText("email"))
                .doesNotContain(email);
    }

    @Test
    void domains_admitTheirEmailsAndInvitedOnes() {
        String name = username().toLowerCase(Locale.ROOT);
        try (MoonLightServer domains = anotherServer(
                Map.of("REGISTRATION", "domains", "ALLOWED_EMAIL_DOMAINS", "Corp.example, .corp.example"))) {
            Api api = Api.of(domains.uri()).from(address());

            register(api, name + "@CORP.example").ok("注册成功");
            register(api, name + "@a.b.corp.example").ok("注册成功");
            api.post("send-code", "email", name + "@notcorp.example", "type", "register")
                    .refused(403, "FORBIDDEN", REFUSED);
            invite("email", email);
            register(api, email).ok("注册成功");
        }
    }
}
