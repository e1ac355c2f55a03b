package io.moonlight.auth.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How much a JVM with the serial collector has allocated: what each collection found in Eden, and what is in it now. */
final class Eden {

    private static final Pattern COLLECTED = Pattern.compile("Eden: (\\d+)K\\(\\d+K\\)->0K");
    private static final Pattern USED =
            Pattern.compile("eden space .*\\[0x([0-9a-f]+), *0x([0-9a-f]+), *0x[0-9a-f]+\\)");
    private static final int HEX = 16;

    private Eden() {}

    /** Returns the flag with which a JVM logs its collections there. */
    static String logTo(Path log) {
        return "-Xlog:gc+heap=info:file=" + log;
    }

    /** Returns the bytes that this JVM has allocated since it was started. */
    static long allocated(long pid, Path log) throws IOException {
        Matcher used = USED.matcher(Heap.jcmd(pid, "GC.heap_info"));
        if (!used.find()) {
            throw new IllegalStateException("not the serial collector");
        }
        long bytes = Long.parseLong(used.group(2), HEX) - Long.parseLong(used.group(1), HEX);
        Matcher collected = COLLECTED.matcher(Files.readString(log));
        while (collected.find()) {
            bytes += 1024 * Long.parseLong(collected.group(1));
        }
        return bytes;
    }
}
