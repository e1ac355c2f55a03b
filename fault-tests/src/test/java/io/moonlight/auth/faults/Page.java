package io.moonlight.auth.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * {@code docs/reliability.md}: its table is written by a run in which every fault was tried. A run of some of them prints
 * its rows and leaves the page as it is.
 */
final class Page {

    private static final Path FILE = Stack.PROJECT.resolve("docs/reliability.md");
    private static final String BEGIN = "<!-- faults: written by the run -->\n";
    private static final String END = "<!-- /faults -->";
    private static final Map<Fault, Finding> FINDINGS = new EnumMap<>(Fault.class);

    private Page() {}

    /** Adds a row; the last one that is missing writes the page. */
    static synchronized void add(Finding finding) throws IOException {
        System.out.println(finding.row());
        FINDINGS.put(finding.fault(), finding);
        if (FINDINGS.size() == Fault.values().length) {
            write();
        }
    }

    private static void write() throws IOException {
        String page = Files.readString(FILE, UTF_8);
        int from = page.indexOf(BEGIN) + BEGIN.length();
        int to = page.indexOf(END, from);
        if (from < BEGIN.length() || to < 0) {
            throw new IOException(FILE + " has lost its marks");
        }
        Files.writeString(FILE, page.substring(0, from) + table() + page.substring(to), UTF_8);
    }

    private static String table() throws IOException {
        String head =
                "| fault | answers meanwhile | slowest answer | lost | mails that came twice | everybody served after"
                        + " | all mails sent after |\n|---|---|---|---|---|---|---|\n";
        return machine() + "\n\n" + head
                + FINDINGS.values().stream().map(Finding::row).collect(Collectors.joining("\n")) + "\n";
    }

    private static String machine() throws IOException {
        String cpu = Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("unknown processor");
        return LocalDate.now(ZoneOffset.UTC) + ", " + Runtime.getRuntime().availableProcessors() + " × " + cpu + ", "
                + System.getProperty("java.vm.name") + " " + System.getProperty("java.version") + ", seed " + Seed.VALUE
                + ".";
    }
}
