package io.moonlight.auth.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.bootstrap.testkit.Answer;
import io.moonlight.auth.bootstrap.testkit.Api;
import io.moonlight.auth.bootstrap.testkit.Await;
import io.moonlight.auth.testkit.Race;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.mindrot.jbcrypt.BCrypt;

/** More logins than the CPU can check. */
class OverloadTest extends EndToEnd {

    private static final int CORES = Runtime.getRuntime().availableProcessors();

    /** More than lanes and queue hold together. */
    private static final int CLIENTS = 16 * CORES;

    @Override
    Map<String, String> overrides() {
        return Map.of("BCRYPT_COST", "10", "HASHING_QUEUE", "1");
    }

    @Test
    void login_whileOneNetworkSendsRightPasswordsAtFullRate_isServedToOthers() throws Exception {
        register(api(), email).ok("注册成功");
        String hash = BCrypt.hashpw(PASSWORD, BCrypt.gensalt(10));
        List<String> users = IntStream.range(0, CLIENTS).mapToObj(i -> email()).toList();
        users.forEach(user -> insertUser(user, hash));
        Api busy = api();

        assertOthersAreServedWhile(i -> login(busy, users.get(i), PASSWORD), 503);
    }

    @Test
    void login_whileOneNetworkRegistersATakenUsernameAtFullRate_isServedToOthers() throws Exception {
        Api busy = api();
        String taken = username();
        register(busy, email, code(busy, email, "register"), taken).ok("注册成功");
        String newcomer = email();
        String code = code(busy, newcomer, "register");

        assertOthersAreServedWhile(i -> register(busy, newcomer, code, taken), 409);
    }

    /** A connection that is cut under overload counts as no answer. */
    private static int status(IntFunction<Answer> flood, int client) {
        try {
            return flood.apply(client).status();
        } catch (UncheckedIOException e) {
            return 0;
        }
    }

    /** Each client repeats its call as soon as it has a response. */
    private void assertOthersAreServedWhile(IntFunction<Answer> flood, int expectedInTheFlood) throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger seen = new AtomicInteger();
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        try {
            List<Future<?>> flooding = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                int client = i;
                flooding.add(clients.submit(() -> {
                    while (!over.get()) {
                        if (status(flood, client) == expectedInTheFlood) {
                            seen.incrementAndGet();
                        }
                    }
                }));
            }
            Await.until(() -> seen.get() > CLIENTS);
            Api quiet = api();
            for (int i = 0; i < 10; i++) {
                login(quiet, email, PASSWORD).ok("登录成功");
            }
            over.set(true);
            for (Future<?> one : flooding) {
                one.get(30, TimeUnit.SECONDS);
            }
        } finally {
            over.set(true);
            clients.shutdown();
        }
    }

    @Test
    void login_byTooManyCallers_isServedOrRejectedAndOtherCallsAreServed() {
        register(api(), email).ok("注册成功");
        int callers = 16 * CORES;

        List<Race.Result<Answer>> answers = Race.run(
                callers,
                i -> i % 4 == 0
                        ? () -> api().post("check-email", "email", email)
                        : () -> login(api(), email, PASSWORD));

        for (int i = 0; i < callers; i++) {
            Answer answer = answers.get(i).value();
            if (i % 4 == 0 || answer.status() == 200) {
                assertThat(answer.status()).isEqualTo(200);
            } else {
                answer.refused(503, "SERVICE_UNAVAILABLE", "服务暂不可用");
            }
        }
        assertThat(answers).filteredOn(a -> a.value().status() == 503).isNotEmpty();
        Api home = api();
        for (int i = 0; i < 12; i++) {
            login(home, email, PASSWORD).ok("登录成功"); // a rejection for overload does not count as a failed login
        }
    }
}
