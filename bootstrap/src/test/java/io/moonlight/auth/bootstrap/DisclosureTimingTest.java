package io.moonlight.auth.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.bootstrap.testkit.Api;
import io.moonlight.auth.bootstrap.testkit.Await;
import io.moonlight.auth.bootstrap.testkit.Timing;
import io.moonlight.auth.postgres.TestPostgres;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mindrot.jbcrypt.BCrypt;

/**
 * Whether the time of an answer tells a stranger if an address belongs to a user. Not a part of every build: {@code -Ptiming}
 * runs it. A difference counts if three rounds in a row show it, which chance does once in a million times.
 */
@Tag("timing")
class DisclosureTimingTest {

    private static final int USERS = 100 + 3 * Timing.SAMPLES;

    abstract static class Measured extends EndToEnd {

        private final String disclosure;

        Measured(String disclosure) {
            this.disclosure = disclosure;
        }

        @Override
        Map<String, String> overrides() {
            return Map.of(
                    "ACCOUNT_DISCLOSURE", disclosure,
                    "BCRYPT_COST", "6",
                    "LOGIN_MAX_FAILURES_PER_ADDRESS", "1000000",
                    "WRONG_CODES_PER_ADDRESS", "1000000",
                    "VERIFICATION_CODE_DAILY_LIMIT", "1000");
        }

        /** As many users as there are samples: each is asked for once, as are those who are not there. */
        final void insertUsers(String prefix) {
            TestPostgres.execute(
                    parts.database(),
                    "INSERT INTO users (email, username, password_hash, is_active, is_verified, created_at, updated_at)"
                            + " SELECT '" + prefix + "' || n || '@known.example', 'u_" + prefix + "' || n, '"
                            + BCrypt.hashpw(PASSWORD, BCrypt.gensalt(6)) + "', true, true, now(), now()"
                            + " FROM generate_series(0, " + (USERS - 1) + ") AS n");
        }

        static String known(String prefix, int sample) {
            return prefix + sample + "@known.example";
        }

        static String unknown(String prefix, int sample) {
            return prefix + sample + "@other.example";
        }

        final List<Timing.Finding> compare(Consumer<Integer> first, Consumer<Integer> second) {
            List<Timing.Finding> findings = new Timing().rounds(first, second);
            System.out.println(getClass().getSimpleName() + ": " + findings);
            return findings;
        }

        final void assertSameTime(List<Timing.Finding> findings) {
            assertThat(findings).as("%s", findings).anyMatch(finding -> !finding.isDifference());
        }

        final void assertLoginTellsNothing() {
            insertUsers("login");
            Api api = api();
            assertSameTime(compare(
                    i -> login(api, known("login", i), "a wrong one").refused(401, "AUTHENTICATION_ERROR"),
                    i -> login(api, unknown("login", i), "a wrong one").refused(401, "AUTHENTICATION_ERROR")));
        }
    }

    @Nested
    class Exact extends Measured {

        Exact() {
            super("exact");
        }

        @Test
        void login_ofUsersAndOthers_takesTheSameTime() {
            assertLoginTellsNothing();
        }

        /** Here the answers differ, and so does the work: a measurement that did not see this would see nothing. */
        @Test
        void sendCode_ofUsersAndOthers_isSeenToTakeAnotherTime() {
            insertUsers("control");
            Api api = api();

            assertThat(compare(
                            i -> api.post("send-code", "email", known("control", i), "type", "register")
                                    .refused(409, "CONFLICT"),
                            i -> api.post("send-code", "email", unknown("control", i), "type", "register")
                                    .ok("验证码已发送")))
                    .allMatch(Timing.Finding::isDifference);
        }
    }

    @Nested
    class Uniform extends Measured {

        Uniform() {
            super("uniform");
        }

        @Test
        void login_ofUsersAndOthers_takesTheSameTime() {
            assertLoginTellsNothing();
        }

        @ParameterizedTest
        @ValueSource(strings = {"register", "reset_password"})
        void sendCode_ofUsersAndOthers_takesTheSameTime(String type) {
            insertUsers(type);
            Api api = api();

            assertSameTime(compare(i -> send(api, known(type, i), type), i -> send(api, unknown(type, i), type)));
        }

        @Test
        void resetPassword_ofUsersAndOthersWithAWrongCode_takesTheSameTime() {
            insertUsers("reset");
            Api api = api();
            for (int i = 0; i < USERS; i++) {
                send(api, known("reset", i), "reset_password");
                send(api, unknown("reset", i), "reset_password");
            }
            Await.until(() -> count("mail_outbox") == 0);

            assertSameTime(compare(i -> reset(api, known("reset", i)), i -> reset(api, unknown("reset", i))));
        }

        private void send(Api api, String email, String type) {
            api.post("send-code", "email", email, "type", type).ok("验证码已发送");
        }

        /** Wrong but once in a million times, and then it is another refusal. */
        private void reset(Api api, String email) {
            api.post("reset-password", "email", email, "code", "918273", "new_password", "a new password")
                    .refused(400, "VALIDATION_ERROR");
        }
    }
}
