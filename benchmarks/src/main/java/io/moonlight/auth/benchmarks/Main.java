package io.moonlight.auth.benchmarks;

import java.io.IOException;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** {@code java -jar benchmarks/target/benchmarks.jar COMMAND}, in the project's folder. */
public final class Main {

    /** A benchmark: prints its figures as a table. */
    private interface Benchmark {
        void run() throws IOException, InterruptedException, SQLException;
    }

    private Main() {}

    /** @param args the name of a benchmark */
    public static void main(String[] args) throws IOException, InterruptedException, SQLException {
        Locale.setDefault(Locale.ROOT);
        Map<String, Benchmark> benchmarks = new LinkedHashMap<>();
        benchmarks.put("logins", () -> Logins.run(12));
        benchmarks.put("cheap-logins", () -> Logins.run(4));
        benchmarks.put("refreshes", Refreshes::run);
        benchmarks.put("calls", Calls::run);
        benchmarks.put("flood", Flood::run);
        benchmarks.put("start", Starts::run);
        benchmarks.put("memory", Memory::full);
        benchmarks.put("growth", Growth::run);
        benchmarks.put("mails", Mails::run);
        benchmarks.put("costs", Costs::run);
        benchmarks.put("first-minute", FirstMinute::run);
        benchmarks.put("parts", Parts::run);
        benchmarks.put("compare", Compare::run);
        benchmarks.put("soak", Memory::soak);
        Benchmark chosen = args.length == 1 ? benchmarks.get(args[0]) : null;
        if (chosen == null) {
            System.err.println("one of " + benchmarks.keySet());
            System.exit(2);
            return;
        }
        System.out.println(Machine.line());
        System.out.println();
        chosen.run();
        System.exit(0);
    }
}
