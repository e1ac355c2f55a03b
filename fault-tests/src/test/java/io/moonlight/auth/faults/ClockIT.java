package io.moonlight.auth.faults;

import io.moonlight.auth.bootstrap.testkit.Await;
import io.moonlight.auth.bootstrap.testkit.ServerProcess;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Of two servers that share everything, one has a clock that jumps: no user notices. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClockIT {

    private static final Duration A_WHILE = Duration.ofSeconds(10);

    private Stack stack;
    private ServerProcess moved;

    @BeforeAll
    void start() throws IOException {
        stack = Stack.begin();
        moved = startMoved();
        stack.join(moved.uri());
        Trial.warmUp(stack);
    }

    private ServerProcess startMoved() throws IOException {
        Map<String, String> settings = new TreeMap<>(stack.settings());
        settings.put("PORT", Integer.toString(Stack.freePort()));
        settings.put("MANAGEMENT_PORT", Integer.toString(Stack.freePort()));
        Path packaged = Stack.PROJECT.resolve("bootstrap/target");
        return ServerProcess.start(
                stack.folder(),
                settings,
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                packaged.resolve("moonlight-auth.jar")
                        + File.pathSeparator
                        + packaged.resolve("moonlight-auth-tests.jar"),
                "io.moonlight.auth.bootstrap.ServerWithAMovedClock");
    }

    @AfterAll
    void stop() throws IOException {
        moved.close();
        stack.close();
    }

    @Test
    void clock_thatJumpsAhead_isNoticedByNobody() throws Exception {
        jump(Fault.CLOCK_AHEAD, "PT1H");
    }

    @Test
    void clock_thatJumpsBack_isNoticedByNobody() throws Exception {
        jump(Fault.CLOCK_BEHIND, "PT-1H");
    }

    private void jump(Fault fault, String ahead) throws Exception {
        try (Trial trial = Trial.of(stack, fault)) {
            trial.run(() -> move(ahead), A_WHILE, () -> move("PT0S"));
        }
    }

    private void move(String ahead) {
        moved.tell(ahead);
        Await.until(() -> moved.output().endsWith("the clock is ahead by " + ahead + "\n"));
    }
}
