package io.moonlight.auth.faults;

import io.moonlight.auth.redis.TestRedis;
import io.moonlight.auth.smtp.testkit.TestSmtpServer;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.UnifiedJedis;

/** The limits' Redis fails in every way it can: whatever it does, only clients that guess are affected. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RedisFaultsIT {

    private static final Duration A_WHILE = Duration.ofSeconds(5);
    private static final int GUESSES = 25;

    private Stack stack;
    private UnifiedJedis operator;
    private int guessers;

    @BeforeAll
    void start() throws IOException {
        stack = Stack.begin(TestRedis.startWithPassword("one"), TestSmtpServer.startPlain(), Map.of());
        Trial.warmUp(stack);
    }

    /** A new one each time: connections of the one before may have died with Redis. */
    @BeforeEach
    void connect() {
        operator = TestRedis.patientClient(stack.redis().uri());
    }

    @AfterEach
    void disconnect() {
        operator.close();
    }

    @AfterAll
    void stop() throws IOException {
        stack.close();
    }

    @Test
    void redis_killedAndStarted_isMissedByNobody() throws Exception {
        breaking(Fault.REDIS_KILLED, stack.redis()::kill, A_WHILE, stack.redis()::restart);
    }

    @Test
    void redis_silent_isMissedByNobody() throws Exception {
        breaking(Fault.REDIS_FROZEN, stack.redis()::freeze, Duration.ofSeconds(10), stack.redis()::thaw);
    }

    @Test
    void redis_thatOnlyReads_isMissedByNobody() throws Exception {
        breaking(
                Fault.REDIS_READONLY,
                () -> send(Command.REPLICAOF, "127.0.0.1", "1"),
                A_WHILE,
                () -> send(Command.REPLICAOF, "NO", "ONE"));
    }

    @Test
    void redis_outOfMemory_isMissedByNobody() throws Exception {
        breaking(
                Fault.REDIS_FULL,
                () -> send(Command.CONFIG, "SET", "maxmemory", "1"),
                A_WHILE,
                () -> send(Command.CONFIG, "SET", "maxmemory", "0"));
    }

    @Test
    void redis_thatForgetsItsScripts_isMissedByNobody() throws Exception {
        breaking(
                Fault.REDIS_SCRIPTS_LOST,
                () -> {
                    for (int i = 0; i < 100; i++) {
                        send(Command.SCRIPT, "FLUSH");
                        Pause.ofMillis(50);
                    }
                },
                Duration.ZERO,
                () -> {});
    }

    @Test
    void redis_withAnotherPassword_isMissedByNobody() throws Exception {
        breaking(
                Fault.REDIS_PASSWORD,
                () -> {
                    send(Command.CONFIG, "SET", "requirepass", "another");
                    send(Command.CLIENT, "KILL", "TYPE", "normal", "SKIPME", "yes");
                },
                A_WHILE,
                () -> send(Command.CONFIG, "SET", "requirepass", "one"));
    }

    private void send(Command command, String... arguments) {
        TestRedis.send(operator, command, arguments);
    }

    private void breaking(Fault fault, Trial.Step breaking, Duration length, Trial.Step mending) throws Exception {
        try (Trial trial = Trial.of(stack, fault)) {
            trial.run(
                    () -> {
                        breaking.run();
                        guess(trial.seen());
                    },
                    length,
                    mending);
        }
    }

    /** Limits hold throughout: guessing is stopped. */
    private void guess(Observations seen) {
        int number = --guessers;
        Client guesser = stack.client(0xff_0000 - number, seen);
        String email = "nobody" + -number + "@moonlight.example";
        Set<Integer> statuses = IntStream.range(0, GUESSES)
                .mapToObj(i -> guesser.call("login", api -> api.post("login", "email", email, "password", "guess " + i))
                        .status())
                .collect(Collectors.toSet());
        if (!statuses.equals(Set.of(401, 429))) {
            seen.broken(GUESSES + " guesses were answered with " + statuses);
        }
    }
}
