package io.moonlight.auth.faults;

import io.moonlight.auth.bootstrap.testkit.ServerProcess;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Two servers lose the primary of their database, and go on with the one that was its standby, without a restart. */
class FailoverIT {

    @Test
    void primary_killedAndItsStandbyPromoted_losesNothing() throws Exception {
        PostgresPair postgres = PostgresPair.begin();
        try (Stack stack = Stack.begin(postgres);
                ServerProcess other = another(stack)) {
            stack.join(other.uri());
            Trial.warmUp(stack);
            try (Trial trial = Trial.of(stack, Fault.POSTGRES_FAILOVER)) {
                trial.run(postgres::loseThePrimary, Duration.ofSeconds(5), postgres::promote);
            }
        }
    }

    private static ServerProcess another(Stack stack) throws Exception {
        Map<String, String> settings = new TreeMap<>(stack.settings());
        settings.put("PORT", Integer.toString(Stack.freePort()));
        settings.put("MANAGEMENT_PORT", Integer.toString(Stack.freePort()));
        return ServerProcess.start(
                stack.folder(),
                settings,
                Stack.PROJECT.resolve("bin/moonlight-auth").toString());
    }
}
