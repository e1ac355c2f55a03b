package io.moonlight.auth.smtp;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A server that misbehaves to order. Runs one thread until closed; serves one connection after the other. */
final class ScriptedServer implements AutoCloseable {

    /** What happens on a connection; it is closed afterwards. */
    interface Script {
        void run(Line line) throws IOException, InterruptedException;
    }

    /** The server's end of a connection. */
    record Line(BufferedReader in, OutputStream out, Queue<String> heard) {

        void say(String words) throws IOException {
            out.write((words + "\r\n").getBytes(StandardCharsets.US_ASCII));
            out.flush();
        }

        String hear() throws IOException {
            String words = in.readLine();
            if (words == null) {
                throw new IOException("the client is gone");
            }
            heard.add(words);
            return words;
        }

        /** Answers commands in the ordinary way until one begins with this (or, for a dot, a message has come), and leaves that unanswered. */
        void obeyUntil(String command, String... answerToEhlo) throws IOException {
            say("220 localhost ESMTP");
            for (String words = hear(); !words.startsWith(command); words = hear()) {
                if (words.startsWith("EHLO") && answerToEhlo.length > 0) {
                    for (String answer : answerToEhlo) {
                        say(answer);
                    }
                    continue;
                }
                if (words.startsWith("DATA")) {
                    say("354 go on");
                    hearMessage();
                    if (command.equals(".")) {
                        return;
                    }
                }
                say("250 fine");
            }
        }

        /** Listens up to the dot that ends a message. */
        void hearMessage() throws IOException {
            while (!hear().equals(".")) {
                // one more line of it
            }
        }

        /** Says nothing more until the client hangs up. */
        void fallSilent() throws IOException {
            while (in.readLine() != null) {
                // the client may say what it likes
            }
        }
    }

    private final ServerSocket socket;
    private final Thread thread;
    private final Queue<String> heard = new ConcurrentLinkedQueue<>();
    private volatile Socket current = new Socket();

    ScriptedServer(Script script) throws IOException {
        socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        thread = new Thread(() -> serve(script), "scripted-smtp-server");
        thread.start();
    }

    int port() {
        return socket.getLocalPort();
    }

    List<String> heard() {
        return List.copyOf(heard);
    }

    private void serve(Script script) {
        while (!socket.isClosed()) {
            try (Socket client = socket.accept()) {
                current = client;
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
                script.run(new Line(in, client.getOutputStream(), heard));
            } catch (IOException e) {
                // the client hung up, or this server was closed
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
        current.close();
        thread.interrupt();
    }
}
