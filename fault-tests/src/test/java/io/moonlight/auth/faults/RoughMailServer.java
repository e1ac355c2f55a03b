package io.moonlight.auth.faults;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A mail server that treats each connection badly, and in the same way. Runs threads until it is closed. */
final class RoughMailServer implements AutoCloseable {

    /** What it does with a connection, which is closed afterwards. */
    interface Manner {
        void treat(BufferedReader in, OutputStream out) throws IOException;
    }

    private final Manner manner;
    private final ServerSocket listening = new ServerSocket();
    private final Set<Socket> clients = ConcurrentHashMap.newKeySet();
    private final Thread accepting;

    RoughMailServer(int port, Manner manner) throws IOException {
        this.manner = manner;
        listening.setReuseAddress(true);
        listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        accepting = start(this::accept);
    }

    /** Greets without an end, a byte each second. */
    static void tarPit(BufferedReader in, OutputStream out) throws IOException {
        for (int i = 0; true; i++) {
            out.write("220-wait a moment\r\n".charAt(i % 19));
            out.flush();
            Pause.ofMillis(1_000);
        }
    }

    /** Does all that is proper, and hangs up after the first lines of a message. */
    static void cutInData(BufferedReader in, OutputStream out) throws IOException {
        say(out, "220 localhost ESMTP");
        for (String line = in.readLine(); line != null && !line.equals("DATA"); line = in.readLine()) {
            say(out, "250 fine");
        }
        say(out, "354 go on");
        in.readLine();
        in.readLine();
    }

    private static void say(OutputStream out, String words) throws IOException {
        out.write((words + "\r\n").getBytes(US_ASCII));
        out.flush();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                clients.add(client);
                start(() -> treat(client));
            } catch (IOException e) {
                // closed
            }
        }
    }

    private void treat(Socket client) {
        try (client) {
            client.setTcpNoDelay(true);
            manner.treat(
                    new BufferedReader(new InputStreamReader(client.getInputStream(), US_ASCII)),
                    client.getOutputStream());
        } catch (IOException e) {
            // the client has had enough, or this server was closed
        }
        clients.remove(client);
    }

    private static Thread start(Runnable work) {
        Thread thread = new Thread(work, "rough-mail-server");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** When this returns, the port is free: a socket is not gone before the thread is back that waits at it. */
    @Override
    public void close() throws IOException {
        listening.close();
        try {
            accepting.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (Socket client : clients) {
            client.close();
        }
    }
}
