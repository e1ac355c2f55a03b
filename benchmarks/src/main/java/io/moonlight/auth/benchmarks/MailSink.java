package io.moonlight.auth.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A mail server that takes every mail at once, counts them, and keeps the six digits of each by recipient. */
final class MailSink implements AutoCloseable {

    private static final Pattern CODE = Pattern.compile("(?<![0-9#=A-Za-z_.])[0-9]{6}(?![0-9A-Za-z_])");
    private static final Pattern RECIPIENT = Pattern.compile("(?i)RCPT TO:<([^>]+)>.*");

    private final ServerSocket listening;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "mail-sink");
        thread.setDaemon(true);
        return thread;
    });
    private final Map<String, String> codes = new ConcurrentHashMap<>();
    private final AtomicLong mails = new AtomicLong();

    MailSink() throws IOException {
        listening = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        threads.execute(this::serve);
    }

    int port() {
        return listening.getLocalPort();
    }

    long mails() {
        return mails.get();
    }

    /** The newest code for this address; empty if none has come. */
    String code(String email) {
        return codes.getOrDefault(email, "");
    }

    private void serve() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                threads.execute(() -> talk(client));
            } catch (IOException e) {
                // closed
            }
        }
    }

    private void talk(Socket client) {
        try (client;
                BufferedReader in = new BufferedReader(new InputStreamReader(client.getInputStream(), US_ASCII))) {
            OutputStream out = client.getOutputStream();
            say(out, "220 sink");
            String to = "";
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                Matcher recipient = RECIPIENT.matcher(line);
                if (recipient.matches()) {
                    to = recipient.group(1);
                }
                if (line.equalsIgnoreCase("DATA")) {
                    say(out, "354 go on");
                    take(in, to);
                }
                say(out, line.equalsIgnoreCase("QUIT") ? "221 bye" : "250 ok");
            }
        } catch (IOException e) {
            // this client is gone
        }
    }

    private void take(BufferedReader in, String to) throws IOException {
        boolean body = false;
        for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
            body |= line.isEmpty();
            Matcher code = CODE.matcher(line);
            if (body && code.find()) {
                codes.put(to, code.group());
            }
        }
        mails.incrementAndGet();
    }

    private static void say(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(US_ASCII));
    }

    @Override
    public void close() throws IOException {
        listening.close();
        threads.shutdownNow();
    }
}
