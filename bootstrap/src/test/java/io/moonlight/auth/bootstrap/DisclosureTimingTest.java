package io.moonlight.auth.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.bootstrap.testkit.Api;
import io.moonlight.auth.bootstrap.testkit.Await;
import io.moonlight.auth.bootstrap.testkit.Timing;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mindrot.jbcrypt.BCrypt;
import org.slf4j.LoggerFactory;

/**
 * Whether the time of an answer tells a stranger if an address belongs to a user. Not a part of every build: {@code -Ptiming}
 * runs it. A difference counts if three rounds in a row show it, which chance does once in a million times.
 */
@Tag("timing")
class DisclosureTimingTest {

    private static final int USERS = Timing.ALL;
    private static final long HALF_A_MILLISECOND = 500_000;

    abstract static class Measured extends EndToEnd {

        private final String disclosure;

        Measured(String disclosure) {
            this.disclosure = disclosure;
        }

        @Override
        Map<String, String> overrides() {
            return Map.of(
                    "ACCOUNT_DISCLOSURE", disclosure,
                    "LOGIN_BY_CODE", "true",
                    "BCRYPT_COST", "6",
                    "LOGIN_MAX_FAILURES_PER_ADDRESS", "1000000",
                    "WRONG_CODES_PER_ADDRESS", "1000000",
                    "CODES_PER_ADDRESS", "0",
                    "VERIFICATION_CODE_DAILY_LIMIT", "1000");
        }

        /** As many users as there are samples: each is asked for once, as are those who are not there. */
        final void insertUsers(String prefix) {
            insertUsers(prefix, 6);
        }

        final void insertUsers(String prefix, int cost) {
            parts.execute(
                    "INSERT INTO users (email, username, password_hash, is_active, is_verified, created_at, updated_at)"
                            + " SELECT '" + prefix + "' || n || '@known.example', 'u_" + prefix + "' || n, '"
                            + BCrypt.hashpw(PASSWORD, BCrypt.gensalt(cost)) + "', true, true, now(), now()"
                            + " FROM generate_series(0, " + (USERS - 1) + ") AS n");
        }

        static String known(String prefix, int sample) {
            return prefix + sample + "@known.example";
        }

        static String unknown(String prefix, int sample) {
            return prefix + sample + "@other.example";
        }

        final void assertSameTime(String call, Consumer<Integer> first, Consumer<Integer> second) {
            Predicate<Timing.Finding> same = finding -> !finding.isDifference();
            List<Timing.Finding> findings = new Timing(this::settle).rounds(first, second, same);
            tell(call, findings);
            assertThat(findings).anyMatch(same);
        }

        final void tell(String call, List<Timing.Finding> findings) {
            LoggerFactory.getLogger(DisclosureTimingTest.class).warn("{}, {}: {}", disclosure, call, findings);
        }

        /** No mail is under way that the next sample would share the processors with. */
        final void settle() {
            Await.until(Duration.ofMillis(5), () -> count("mail_outbox") == 0);
        }

        /** Whether the users' hashes are of the server's cost, or older and cheaper, or dearer. */
        final void assertLoginTellsNothing(int cost) {
            String prefix = "login" + cost + "_";
            insertUsers(prefix, cost);
            Api api = api();
            assertSameTime(
                    "login of users whose hashes cost " + cost,
                    i -> login(api, known(prefix, i), "a wrong one").refused(401, "AUTHENTICATION_ERROR"),
                    i -> login(api, unknown(prefix, i), "a wrong one").refused(401, "AUTHENTICATION_ERROR"));
        }
    }

    @Nested
    class Exact extends Measured {

        Exact() {
            super("exact");
        }

        @ParameterizedTest
        @ValueSource(ints = {4, 6, 8})
        void login_ofUsersAndOthers_takesTheSameTime(int cost) {
            assertLoginTellsNothing(cost);
        }

        /** A measurement that did not see half a millisecond would see nothing. */
        @Test
        void login_withHalfAMillisecondMore_isSeenToTakeLonger() {
            insertUsers("control");
            Api api = api();
            Consumer<Integer> call =
                    i -> login(api, unknown("control", i), "a wrong one").refused(401, "AUTHENTICATION_ERROR");

            List<Timing.Finding> findings =
                    new Timing(this::settle).rounds(call, call.andThen(i -> spin()), Timing.Finding::isDifference);

            tell("the control", findings);
            assertThat(findings).anyMatch(Timing.Finding::isDifference);
        }

        private static void spin() {
            long end = System.nanoTime() + HALF_A_MILLISECOND;
            while (System.nanoTime() < end) {
                Thread.onSpinWait();
            }
        }
    }

    @Nested
    class Uniform extends Measured {

        Uniform() {
            super("uniform");
        }

        @ParameterizedTest
        @ValueSource(ints = {4, 6, 8})
        void login_ofUsersAndOthers_takesTheSameTime(int cost) {
            assertLoginTellsNothing(cost);
        }

        @ParameterizedTest
        @ValueSource(strings = {"register", "reset_password", "login"})
        void sendCode_ofUsersAndOthers_takesTheSameTime(String type) {
            insertUsers(type);
            Api api = api();

            assertSameTime(
                    "send-code " + type, i -> send(api, known(type, i), type), i -> send(api, unknown(type, i), type));
        }

        @Test
        void resetPassword_ofUsersAndOthersWithAWrongCode_takesTheSameTime() {
            insertUsers("reset");
            Api api = api();
            for (int i = 0; i < USERS; i++) {
                send(api, known("reset", i), "reset_password");
                send(api, unknown("reset", i), "reset_password");
            }
            settle();

            assertSameTime("reset-password", i -> reset(api, known("reset", i)), i -> reset(api, unknown("reset", i)));
        }

        @Test
        void loginByCode_ofUsersAndOthersWithAWrongCode_takesTheSameTime() {
            insertUsers("code");
            Api api = api();
            for (int i = 0; i < USERS; i++) {
                send(api, known("code", i), "login");
                send(api, unknown("code", i), "login");
            }
            settle();

            assertSameTime(
                    "login-code", i -> loginByCode(api, known("code", i)), i -> loginByCode(api, unknown("code", i)));
        }

        private void loginByCode(Api api, String email) {
            api.post("login-code", "email", email, "code", "918273").refused(400, "VALIDATION_ERROR");
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
