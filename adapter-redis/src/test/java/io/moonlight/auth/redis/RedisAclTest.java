package io.moonlight.auth.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.domain.error.AuthUnavailableException;
import io.moonlight.auth.domain.model.Budget;
import io.moonlight.auth.testkit.MutableClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisException;

/** The Redis user of the operations page may do what the server does, and nothing more. */
class RedisAclTest {

    private static final String BEGIN = "ACL SETUSER moonlight ";

    private static TestRedis server;
    private static UnifiedJedis operator;

    @BeforeAll
    static void start() {
        server = TestRedis.start();
        operator = TestRedis.patientClient(server.uri());
    }

    @AfterAll
    static void stop() {
        operator.close();
        server.close();
    }

    @Test
    void aclRules_onThePage_allowEverythingTheServerDoes() throws IOException {
        assertThat(refusedWith(rules())).isEmpty();
    }

    @Test
    void aclRules_onThePage_containNoNeedlessCommand() throws IOException {
        for (String rule : rules()) {
            if (rule.startsWith("+") && !rule.equals("+client|setinfo")) { // Redis 7.2 and later know that one
                List<String> without = new ArrayList<>(rules());
                without.remove(rule);
                assertThat(refusedWith(without)).as("without " + rule).isNotEmpty();
            }
        }
    }

    @Test
    void aclRules_onThePage_allowNoOtherKeyOrCommand() throws IOException {
        setUser(rules());
        try (UnifiedJedis redis = client()) {
            assertThat(denied(() -> redis.get("other"))).isTrue();
            assertThat(denied(() -> redis.get("moonlight"))).isTrue();
            assertThat(denied(() -> TestRedis.send(redis, Command.FLUSHALL))).isTrue();
            assertThat(denied(() -> TestRedis.send(redis, Command.KEYS, "*"))).isTrue();
            assertThat(denied(() -> TestRedis.send(redis, Command.CONFIG, "GET", "*")))
                    .isTrue();
            assertThat(denied(() -> TestRedis.send(redis, Command.PUBLISH, "c", "m")))
                    .isTrue();
        }
    }

    @Test
    void aclRules_onTheChinesePage_areTheSame() throws IOException {
        assertThat(rules("docs/zh-CN/operations.md")).isEqualTo(rules());
    }

    /** Returns the rules of the line in {@code docs/operations.md}. */
    static List<String> rules() throws IOException {
        return rules("docs/operations.md");
    }

    private static List<String> rules(String page) throws IOException {
        String line = Files.readAllLines(Path.of("..").resolve(page)).stream()
                .filter(text -> text.contains(BEGIN))
                .findFirst()
                .orElseThrow();
        String rules = line.substring(line.indexOf(BEGIN) + BEGIN.length()).replace("PASSWORD", "secret");
        return Arrays.stream(rules.replaceAll("['\"]", "").split(" ", -1)).toList();
    }

    private static void setUser(List<String> rules) {
        List<String> command = new ArrayList<>(List.of("SETUSER", "moonlight", "reset"));
        rules.stream()
                .filter(rule -> !rule.equals("+client|setinfo") || knowsSetInfo())
                .forEach(command::add);
        TestRedis.send(operator, Command.ACL, command.toArray(String[]::new));
        TestRedis.send(operator, Command.ACL, "LOG", "RESET");
        operator.flushAll();
        operator.scriptFlush();
    }

    private static boolean knowsSetInfo() {
        return !denied(() -> TestRedis.send(operator, Command.ACL, "SETUSER", "probe", "+client|setinfo"));
    }

    private static UnifiedJedis client() {
        return RedisClients.connect(server.uri("moonlight:secret@").toString(), "moonlight-auth", 2);
    }

    /** Does all that a server does with Redis, and returns what Redis noted as refused. */
    private static String refusedWith(List<String> rules) {
        setUser(rules);
        try (UnifiedJedis redis = client()) {
            RedisRateLimiter limiter = TestRedis.limiter(redis, MutableClock.start());
            Budget budget = Budgets.of(2);
            denied(() -> limiter.acquire(List.of(budget)));
            denied(() -> limiter.acquire(List.of(budget)));
            operator.keys("*").forEach(operator::persist);
            denied(() -> limiter.acquire(List.of(budget)));
            limiter.release(List.of(budget));
            limiter.flush();
            limiter.release(List.of(budget));
            limiter.flush();
            limiter.clear(List.of(budget));
            limiter.flush();
            denied(() -> redis.exists("{moonlight}:ready"));
            denied(redis::ping);
        }
        String log = TestRedis.send(operator, Command.ACL, "LOG");
        return log.equals("[]") ? "" : log;
    }

    private static boolean denied(Runnable call) {
        try {
            call.run();
            return false;
        } catch (JedisException | AuthUnavailableException e) {
            return true;
        }
    }
}
