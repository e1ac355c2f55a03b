package io.moonlight.auth.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Whole HTTP requests as bytes. */
final class Requests {

    private static final String AUTH = "/api/v1/auth";

    private Requests() {}

    static byte[] checkEmail(String email) {
        return post(AUTH + "/check-email", "{\"email\":\"" + email + "\"}");
    }

    static byte[] sendCode(String email) {
        return post(AUTH + "/send-code", "{\"email\":\"" + email + "\",\"type\":\"register\"}");
    }

    static byte[] verifyCode(String email, String code) {
        return post(AUTH + "/verify-code", "{\"email\":\"" + email + "\",\"code\":\"" + code + "\"}");
    }

    static byte[] register(String email, String code, String username) {
        return post(
                AUTH + "/register",
                "{\"email\":\"" + email + "\",\"code\":\"" + code + "\",\"username\":\"" + username
                        + "\",\"password\":\"" + Seed.PASSWORD + "\"}");
    }

    static byte[] login(String email) {
        return post(AUTH + "/login", "{\"email\":\"" + email + "\",\"password\":\"" + Seed.PASSWORD + "\"}");
    }

    static byte[] refresh(String token) {
        return post(AUTH + "/refresh", "{\"refresh_token\":\"" + token + "\"}");
    }

    static byte[] get(String path, String bearer) {
        String authorization = bearer.isEmpty() ? "" : "Authorization: Bearer " + bearer + "\r\n";
        return ("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + authorization + "\r\n").getBytes(UTF_8);
    }

    private static byte[] post(String path, String json) {
        return ("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
                        + json.getBytes(UTF_8).length + "\r\n\r\n" + json)
                .getBytes(UTF_8);
    }

    /** The value of a text field of an answer of ours. */
    static String field(String body, String name) {
        String begin = "\"" + name + "\":\"";
        int from = body.indexOf(begin);
        if (from < 0) {
            throw new IllegalStateException("no " + name + " in " + body);
        }
        int start = from + begin.length();
        return body.substring(start, body.indexOf('"', start));
    }
}
