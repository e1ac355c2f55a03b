package io.moonlight.auth.training;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A mail server on the JDK alone: accepts every mail and keeps the code in it. */
final class MailSink implements AutoCloseable {

    private static final Pattern CODE = Pattern.compile("(?<![0-9#=A-Za-z])[0-9]{6}(?![0-9A-Za-z])");

    private final ServerSocket listening;
    private final BlockingQueue<String> codes = new ArrayBlockingQueue<>(100);

    private MailSink(ServerSocket listening) {
        this.listening = listening;
    }

    static MailSink start() throws IOException {
        MailSink sink = new MailSink(new ServerSocket(0, 10, InetAddress.getLoopbackAddress()));
        Thread thread = new Thread(sink::serve, "mail-sink");
        thread.setDaemon(true);
        thread.start();
        return sink;
    }

    int port() {
        return listening.getLocalPort();
    }

    /** Waits for the next mail and returns the code in it. */
    String nextCode() throws InterruptedException {
        String code = codes.poll(30, TimeUnit.SECONDS);
        if (code == null) {
            throw new IllegalStateException("no mail with a code came");
        }
        return code;
    }

    private void serve() {
        while (!listening.isClosed()) {
            try (Socket client = listening.accept()) {
                talk(client);
            } catch (IOException e) {
                // the client closed the connection, or the sink is closed
            }
        }
    }

    private void talk(Socket client) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(client.getInputStream(), US_ASCII));
        say(client, "220 sink");
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("DATA")) {
                say(client, "354 go on");
                keep(lines);
            }
            say(client, line.startsWith("QUIT") ? "221 bye" : "250 ok");
        }
    }

    private void keep(BufferedReader lines) throws IOException {
        boolean found = false;
        boolean body = false;
        for (String line = lines.readLine(); line != null && !line.equals("."); line = lines.readLine()) {
            body |= line.isEmpty();
            Matcher code = CODE.matcher(line);
            if (body && !found && code.find()) {
                found = codes.offer(code.group());
            }
        }
    }

    private static void say(Socket client, String line) throws IOException {
        client.getOutputStream().write((line + "\r\n").getBytes(US_ASCII));
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
