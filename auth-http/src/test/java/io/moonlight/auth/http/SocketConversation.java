package io.moonlight.auth.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;

/** With an API on a server of this machine, in chunks both ways. */
final class SocketConversation implements Conversation {

    private static final int TIMEOUT_MILLIS = 20_000;

    private final Socket socket;
    private final InputStream in;
    private int left;
    private boolean begun;

    /** @param head without the empty line after it */
    SocketConversation(int port, String head) {
        try {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.setTcpNoDelay(true);
            in = new BufferedInputStream(socket.getInputStream());
            write((head + "Transfer-Encoding: chunked\r\n\r\n").getBytes(ISO_8859_1));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void write(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    @Override
    public void send(String text) throws IOException {
        byte[] bytes = text.getBytes(UTF_8);
        write((Integer.toHexString(bytes.length) + "\r\n").getBytes(ISO_8859_1));
        write(bytes);
        write("\r\n".getBytes(ISO_8859_1));
    }

    @Override
    public void end() throws IOException {
        write("0\r\n\r\n".getBytes(ISO_8859_1));
    }

    @Override
    public int status() throws IOException {
        int status = Integer.parseInt(headLine().substring(9, 12));
        while (!headLine().isEmpty()) {
            // until the end of the head
        }
        return status;
    }

    @Override
    public String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = next(); next >= 0 && next != '\n'; next = next()) {
            line.write(next);
        }
        return line.toString(UTF_8);
    }

    /** The next byte of the chunks; -1 at their end. */
    private int next() throws IOException {
        if (left == 0) {
            if (begun) {
                headLine();
            }
            begun = true;
            left = Integer.parseInt(headLine(), 16);
            if (left == 0) {
                return -1;
            }
        }
        left--;
        return in.read();
    }

    private String headLine() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new IOException("the connection was closed within the answer");
            }
            line.write(next);
        }
        return line.toString(ISO_8859_1).strip();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
