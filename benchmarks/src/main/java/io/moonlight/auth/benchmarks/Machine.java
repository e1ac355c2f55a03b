package io.moonlight.auth.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** Says where and when figures were taken. */
final class Machine {

    private Machine() {}

    static String line() throws IOException {
        String cpu = Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("unknown processor");
        String load = Files.readString(Path.of("/proc/loadavg")).split(" ", 2)[0];
        return LocalDate.now(ZoneOffset.UTC) + ", " + Runtime.getRuntime().availableProcessors() + " x " + cpu + ", "
                + System.getProperty("java.vm.name") + " " + System.getProperty("java.version") + ", load before "
                + load;
    }
}
