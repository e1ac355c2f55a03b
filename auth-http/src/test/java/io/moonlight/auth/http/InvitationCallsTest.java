package io.moonlight.auth.http;

import static io.moonlight.auth.http.People.json;
import static io.moonlight.auth.http.People.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.domain.model.mail.Language;
import io.moonlight.auth.domain.model.mail.Mail;
import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.domain.port.AdmissionPolicy;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The administrators' calls on invitations, and what an invited email may do. */
class InvitationCallsTest {

    private static final String GUEST = "ada@example.org";

    private final Backend backend = new Backend();
    private final Api api = Api.standalone(
            backend.builder().admission(AdmissionPolicy.nobody()).build(),
            options -> options.adminKey(People.ADMIN_KEY));
    private final People people = new People(api, backend);

    @AfterEach
    void close() {
        api.close();
    }

    private Api.Answer invite(String members, String... headers) {
        return people.admin("POST", "/invitations", "{\"email\":\"" + GUEST + "\"" + members + "}", headers);
    }

    private Instant now() {
        return backend.clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    @Test
    void invite_answersTheInvitationAndMailsTheGuest() {
        Api.Answer answer = invite(",\"roles\":[\"editor\",\"admin\"],\"expires_in\":3600");

        assertThat(answer.message()).isEqualTo("success");
        assertThat(answer.data().toString())
                .isEqualTo("{\"id\":1,\"email\":\"ada@example.org\",\"roles\":[\"admin\",\"editor\"],\"created_at\":\""
                        + now() + "\",\"expires_at\":\"" + now().plusSeconds(3600) + "\"}");
        backend.deliver();
        assertThat(backend.mailer.lastTo(new EmailAddress(GUEST)))
                .contains(new Mail.Invitation(new EmailAddress(GUEST), Language.CHINESE, now().plusSeconds(3600)));
    }

    @Test
    void invite_withTheEmailAlone_isForSevenDaysWithoutRoles() {
        Api.Answer answer = invite("", "Accept-Language", "en");

        assertThat(answer.data().path("roles").toString()).isEqualTo("[]");
        assertThat(answer.data().path("expires_at").asText())
                .isEqualTo(now().plus(Duration.ofDays(7)).toString());
        backend.deliver();
        assertThat(backend.mailer.lastTo(new EmailAddress(GUEST)))
                .get()
                .extracting(Mail::language)
                .isEqualTo(Language.ENGLISH);
    }

    @Test
    void guest_registersAsAnybodyDoesAndHasTheRoles() {
        refused(api.post("/send-code", json("email", GUEST, "type", "register")), 403, "FORBIDDEN", "当前邮箱不能注册");
        invite(",\"roles\":[\"editor\"]");

        People.Person ada = people.register("ada", GUEST);

        assertThat(people.me(ada, "GET", "", "").data().path("roles").toString())
                .isEqualTo("[\"editor\"]");
        assertThat(people.admin("GET", "/invitations", "").data().path("total").asInt())
                .isZero();
        refused(invite(""), 409, "CONFLICT", "该邮箱已注册");
    }

    @Test
    void invitations_areListedByPagesAndRevokedOnce() {
        invite("");
        people.admin("POST", "/invitations", json("email", "bob@example.org"));
        people.admin("POST", "/invitations", json("email", "eve@example.org"));

        Api.Answer second = people.admin("GET", "/invitations?page=2&page_size=2", "");
        assertThat(second.data().path("items").findValuesAsText("email")).containsExactly("eve@example.org");
        assertThat(second.text()).contains("\"page\":2,\"page_size\":2,\"total\":3,\"total_exact\":true");

        assertThat(people.admin("DELETE", "/invitations/2", "").data().toString())
                .isEqualTo("{\"revoked\":1}");
        assertThat(people.admin("DELETE", "/invitations/2", "").data().toString())
                .isEqualTo("{\"revoked\":0}");
        refused(
                api.post("/send-code", json("email", "bob@example.org", "type", "register")),
                403,
                "FORBIDDEN",
                "当前邮箱不能注册");
        assertThat(people.admin("GET", "/invitations", "").data().path("items").findValuesAsText("id"))
                .containsExactly("1", "3");
    }

    @ParameterizedTest
    @CsvSource({"0", "-1", "x", "01", "9999999999999999999", "1.0", "%31%20"})
    void revoke_ofWhatIsNoInvitation_revokesNone(String id) {
        invite("");

        Api.Answer answer = people.admin("DELETE", "/invitations/" + id, "");

        assertThat(answer.data().toString()).isEqualTo("{\"revoked\":0}");
    }

    /** Servers reject it themselves, so it is sent to the API alone. */
    @Test
    void revoke_ofAnIdWithANul_revokesNone() {
        invite("");
        HttpApi alone = HttpApi.builder(backend.auth).adminKey(People.ADMIN_KEY).build();

        Api.Answer answer = new People(Api.of(alone), backend).admin("DELETE", "/invitations/%31%00", "");

        assertThat(answer.data().toString()).isEqualTo("{\"revoked\":0}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "expires_in; 0; 有效期必须是1到7776000之间的整数（秒）",
                "expires_in; -1; 有效期必须是1到7776000之间的整数（秒）",
                "expires_in; 7776001; 有效期必须是1到7776000之间的整数（秒）",
                "expires_in; 1.5; 有效期必须是1到7776000之间的整数（秒）",
                "expires_in; 1e3; 有效期必须是1到7776000之间的整数（秒）",
                "expires_in; 99999999999999999999; 有效期必须是1到7776000之间的整数（秒）",
                "expires_in; '\"3600\"'; 该字段必须是数字",
                "expires_in; true; 该字段必须是数字",
                "expires_in; '[1]'; 该字段必须是数字",
                "roles; '\"editor\"'; 该字段必须是字符串列表",
                "roles; 7; 该字段必须是字符串列表",
                "roles; '[\"Editor\"]'; 角色名必须以小写字母开头，只能包含小写字母、数字、下划线、点和连字符，长度1-32位"
            })
    void invite_withAFieldOfAnotherForm_isRefused(String field, String value, String message) {
        Api.Answer answer = invite(",\"" + field + "\":" + value);

        refused(answer, 400, "VALIDATION_ERROR", "数据验证失败");
        assertThat(answer.fieldMessage(field)).isEqualTo(message);
        assertThat(people.admin("GET", "/invitations", "").data().path("total").asInt())
                .isZero();
    }

    @Test
    void everyCall_withoutTheKey_isRefused() {
        String right = "Bearer " + People.ADMIN_KEY;
        for (String bearer : new String[] {"", "Bearer x", right + "x"}) {
            for (String[] call : new String[][] {{"POST", ""}, {"GET", ""}, {"DELETE", "/1"}}) {
                refused(
                        people.call(call[0], People.ADMIN + "/invitations" + call[1], json("email", GUEST), bearer),
                        401,
                        "INVALID_TOKEN",
                        "无效的访问令牌");
            }
        }
        assertThat(people.admin("GET", "/invitations", "").data().path("total").asInt())
                .isZero();
    }
}
