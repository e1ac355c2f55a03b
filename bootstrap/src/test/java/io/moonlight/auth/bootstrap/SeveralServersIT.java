package io.moonlight.auth.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.bootstrap.testkit.Answer;
import io.moonlight.auth.bootstrap.testkit.Api;
import io.moonlight.auth.bootstrap.testkit.Balancer;
import io.moonlight.auth.bootstrap.testkit.OneConnection;
import io.moonlight.auth.bootstrap.testkit.RealParts;
import io.moonlight.auth.bootstrap.testkit.ServerProcess;
import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.postgres.TestPostgres;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three servers as processes on one PostgreSQL and one Redis: one backend, whichever answers. */
class SeveralServersIT {

    private static final int SERVERS = 3;
    private static final int CLIENTS = 4;
    private static final String PASSWORD = "correct horse";

    @TempDir
    Path folder;

    private final List<ServerProcess> servers = new ArrayList<>();
    private RealParts parts;
    private TestPostgres.Access database;
    private Map<String, String> settings;

    @Test
    void threeServers_startedAtOnceAndRestartedInTurn_areOneBackendThatLosesNothing() throws Exception {
        try (RealParts real = new RealParts()) {
            parts = real;
            database = TestPostgres.emptyDatabase();
            settings = new LinkedHashMap<>(parts.settings(database));
            settings.put("SHUTDOWN_DRAIN_SECONDS", "1");
            settings.put("DATABASE_POOL_SIZE", "4");
            try {
                IntStream.range(0, SERVERS).forEach(i -> servers.add(ServerProcess.start(folder, settings)));
                servers.forEach(ServerProcess::uri);

                migrations_ofServersStartedAtOnce_wereRunOnce();
                codesAndSessions_ofOneServer_countOnTheOthers();
                limits_areCountedOverAllServers();
                mails_askedOfAllServers_arriveOnce();
                restart_ofEachInTurnUnderLoad_losesNoRequest();
            } finally {
                servers.parallelStream().forEach(ServerProcess::close);
            }
        }
    }

    private Api at(int server) {
        return Api.of(servers.get(server % SERVERS).uri()).from(EndToEnd.address());
    }

    private void migrations_ofServersStartedAtOnce_wereRunOnce() {
        try (OneConnection connection = new OneConnection(database)) {
            assertThat(
                            connection.value(
                                    "SELECT count(*) - count(DISTINCT version) FROM moonlight_auth_schema_history WHERE version > '0'"))
                    .isEqualTo("0");
        }
        assertThat(servers.stream().filter(server -> server.output().contains("database migration(s) run")))
                .hasSize(1);
    }

    private void codesAndSessions_ofOneServer_countOnTheOthers() {
        String email = EndToEnd.email();
        at(0).post("send-code", "email", email, "type", "register").ok("验证码已发送");
        String code = parts.smtp().awaitMailTo(new EmailAddress(email)).code();
        at(1).post("verify-code", "email", email, "code", code).ok("验证码有效");
        Answer registered = at(2).post(
                        "register", "email", email, "code", code, "username", EndToEnd.username(), "password", PASSWORD)
                .ok("注册成功");

        Answer next = at(0).post("refresh", "refresh_token", registered.refreshToken())
                .ok("success");
        assertThat(at(1).post("refresh", "refresh_token", registered.refreshToken())
                        .ok("success")
                        .refreshToken())
                .isEqualTo(next.refreshToken());
        at(2).post("logout", "refresh_token", next.refreshToken()).ok("已退出登录");
        at(0).bearer(next.accessToken()).get("/api/v1/users/me").refused(401, "INVALID_TOKEN");
        at(1).post("refresh", "refresh_token", next.refreshToken()).refused(401, "INVALID_TOKEN");
    }

    private void limits_areCountedOverAllServers() {
        String attacker = EndToEnd.address();
        String email = EndToEnd.email();
        List<Integer> statuses = IntStream.range(0, 12)
                .map(i -> Api.of(servers.get(i % SERVERS).uri())
                        .from(attacker)
                        .post("login", "email", email, "password", "guess")
                        .status())
                .boxed()
                .toList();

        assertThat(statuses.subList(0, 10)).containsOnly(401);
        assertThat(statuses.subList(10, 12)).containsOnly(429);
    }

    private void mails_askedOfAllServers_arriveOnce() {
        List<EmailAddress> emails = IntStream.range(0, 30)
                .mapToObj(i -> new EmailAddress(EndToEnd.email()))
                .toList();
        IntStream.range(0, emails.size())
                .parallel()
                .forEach(i -> at(i).post("send-code", "email", emails.get(i).value(), "type", "register")
                        .ok("验证码已发送"));

        emails.forEach(email -> parts.smtp().awaitMailTo(email));
        assertThat(emails)
                .allSatisfy(email -> assertThat(parts.smtp().mailsTo(email)).hasSize(1));
    }

    /** Clients go by what a balancer knows: who says that it is ready. None of their requests may fail. */
    private void restart_ofEachInTurnUnderLoad_losesNoRequest() throws Exception {
        Balancer balancer = new Balancer(servers);
        AtomicBoolean enough = new AtomicBoolean();
        AtomicInteger answered = new AtomicInteger();
        ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                running.add(clients.submit(() -> {
                    while (!enough.get()) {
                        try {
                            Answer answer = balancer.api()
                                    .from(EndToEnd.address())
                                    .post("check-email", "email", EndToEnd.email());
                            answered.incrementAndGet();
                            if (answer.status() != 200) {
                                failures.add(answer.body());
                            }
                        } catch (RuntimeException e) {
                            failures.add(e.toString());
                        }
                    }
                }));
            }
            for (int i = 0; i < SERVERS; i++) {
                int before = answered.get();
                assertThat(servers.get(i).terminate()).isIn(0, 143);
                servers.set(i, ServerProcess.start(folder, settings));
                servers.get(i).uri();
                balancer.replace(i, servers.get(i));
                assertThat(answered.get()).isGreaterThan(before);
            }
            enough.set(true);
            for (Future<?> client : running) {
                client.get();
            }
        } finally {
            enough.set(true);
            clients.shutdownNow();
            balancer.close();
        }
        assertThat(failures).isEmpty();
    }
}
