package io.moonlight.auth.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How much of its heap the server uses up for a call, by what its collector found in Eden each time that it was full. */
final class Allocations {

    private static final int USERS = 1_000;
    private static final int CLIENTS = 4;
    private static final Pattern COLLECTED = Pattern.compile("Eden: (\\d+)K\\(\\d+K\\)->0K");

    private Allocations() {}

    static void run() throws IOException, InterruptedException, SQLException {
        Path log = Files.createTempFile("moonlight-collector", ".log");
        log.toFile().deleteOnExit();
        try (Stack stack = new Stack(4, USERS, USERS, Map.of("JAVA_FLAGS", "-Xlog:gc+heap=info:file=" + log))) {
            Load load = stack.load(Duration.ZERO, Duration.ofSeconds(10));
            System.out.println("| call | calls | collections | KB a call |");
            System.out.println("|---|---|---|---|");
            print("health", log, load, Callers.health());
            print("check-email", log, load, Callers.checks(USERS));
            print("users/me", log, load, Callers.me(stack.uri(), CLIENTS));
            print("refresh", log, load, Callers.refreshes(stack.uri(), CLIENTS));
            print("verify-code", log, load, Callers.verifications(stack, CLIENTS));
            print("login, cost 4", log, load, Callers.logins(USERS));
        }
    }

    private static void print(String call, Path log, Load load, Load.Callers callers)
            throws IOException, InterruptedException {
        Eden before = Eden.of(log);
        long calls = load.run(CLIENTS, callers).count();
        Eden after = Eden.of(log);
        System.out.printf(
                Locale.ROOT,
                "| %s | %d | %d | %.1f |%n",
                call,
                calls,
                after.collections() - before.collections(),
                (double) (after.kilobytes() - before.kilobytes()) / calls);
    }

    /** What was collected so far. */
    private record Eden(int collections, long kilobytes) {

        private static Eden of(Path log) throws IOException {
            int collections = 0;
            long kilobytes = 0;
            Matcher collected = COLLECTED.matcher(Files.readString(log));
            while (collected.find()) {
                collections++;
                kilobytes += Long.parseLong(collected.group(1));
            }
            return new Eden(collections, kilobytes);
        }
    }
}
