package io.moonlight.auth.http.servlet;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;

/** Requests and answers as they are written, whether they are the API's or not. */
record HttpText(int port) {

    private static final int TIMEOUT_MILLIS = 20_000;

    String get(String path, String... headers) throws IOException {
        return send("GET", path, headers);
    }

    String send(String method, String path, String... headers) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            String lines = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
            String request = method + " " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + lines + "\r\n";
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }
}
