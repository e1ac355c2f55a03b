package io.moonlight.auth.embeddedpostgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.List;

/** A second JVM that uses a database, for the tests that kill or reject one. */
final class OtherProcess implements AutoCloseable {

    private final Process process;
    private final BufferedReader output;

    private OtherProcess(Process process) {
        this.process = process;
        this.output = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    }

    static OtherProcess run(String what, Path home) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classPath = System.getProperty("java.class.path");
        return new OtherProcess(new ProcessBuilder(List.of(
                        java,
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        classPath,
                        OtherProcess.class.getName(),
                        what,
                        home + ""))
                .redirectErrorStream(true)
                .start());
    }

    /** Returns the next line that it writes. */
    String says() throws IOException {
        return String.valueOf(output.readLine());
    }

    void end() throws IOException {
        process.getOutputStream().close();
        process.onExit().join();
    }

    void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        kill();
    }

    /** Ends when its input ends, without closing the database. */
    public static void main(String[] args) throws Exception {
        try {
            EmbeddedPostgres postgres =
                    args[0].equals("keep") ? EmbeddedPostgres.start(Path.of(args[1])) : EmbeddedPostgres.temporary();
            Sql.execute(postgres, "create table if not exists note (line text)");
            Sql.execute(postgres, "insert into note values ('committed before the end')");
            System.out.println(postgres);
            while (System.in.read() >= 0) {}
        } catch (EmbeddedPostgresException e) {
            System.out.println(e.getClass().getSimpleName() + " " + e.getMessage());
        }
    }
}
