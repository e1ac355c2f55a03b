package io.moonlight.auth.bootstrap.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.moonlight.auth.testkit.Seeded;
import java.net.URLEncoder;
import java.util.Base64;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** What a client may write into the head of a request, right or wrong, without leaving the rules of HTTP's framing. */
final class Heads {

    private static final String[] METHODS = {
        "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "get", "PoSt", "PROPFIND", "QUERY", "X"
    };
    private static final String[] TYPES = {
        "text/plain",
        "application/json;charset=utf-8",
        "application/json; charset=iso-8859-1",
        "application/json; charset=nonsense",
        "APPLICATION/JSON",
        "application/json, text/html",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/problem+json",
        "application/jsonp",
        "json",
        "/",
        ";",
        ""
    };
    private static final String[] LANGUAGES = {
        "en",
        "zh-TW,en;q=0.9",
        "*",
        "en;q=0",
        "en;q=2",
        "en;q=-1",
        "en;q=nan",
        ";;;,,,",
        "xx-klingon",
        "tr-TR",
        "en;q=0.0000000000000000000000000001",
        "a".repeat(3_000)
    };
    private static final String[] ADDRESSES = {
        "192.0.2.1",
        "10.0.0.1, 203.0.113.9",
        "2001:db8::1",
        "[2001:db8::1]:443",
        "192.0.2.1:8080",
        "::ffff:192.0.2.1",
        "fe80::1%eth0",
        "999.1.1.1",
        "1.2.3",
        "localhost",
        "unknown",
        "_hidden",
        ",",
        "0x7f000001",
        "1.1.1.1,".repeat(300)
    };

    private Heads() {}

    static void bend(Request request, Stage stage, RandomGenerator random) {
        switch (random.nextInt(12)) {
            case 0 -> method(request, Seeded.oneOf(random, METHODS));
            case 1, 2 -> path(request, random);
            case 3, 4 -> query(request, random);
            case 5 -> request.set("Content-Type", Seeded.oneOf(random, TYPES));
            case 6 -> request.set("Accept-Language", Seeded.oneOf(random, LANGUAGES));
            case 7 -> request.set("X-Forwarded-For", Seeded.oneOf(random, ADDRESSES));
            case 8, 9 -> authorization(request, stage, random);
            default -> other(request, random);
        }
    }

    private static void method(Request request, String method) {
        request.method = method;
        request.onTarget = false;
    }

    private static void path(Request request, RandomGenerator random) {
        String path = request.path;
        int slash = path.lastIndexOf('/');
        String last = path.substring(slash + 1);
        String odd = URLEncoder.encode(OddTexts.insteadOf(last, random), UTF_8).replace("+", "%20");
        request.onTarget = false;
        request.path = switch (random.nextInt(12)) {
            case 0 -> path + "/";
            case 1 -> path.replaceFirst("/", "//");
            case 2 -> path.substring(0, slash + 1) + (odd.length() < 2_000 ? odd : odd.substring(0, 1_998));
            case 3 -> path + "/.." + path;
            case 4 -> path + "/%2e%2e/";
            case 5 -> path + ";jsessionid=1";
            case 6 -> path + "%00";
            case 7 -> path + "/" + "a".repeat(random.nextInt(7_000));
            case 8 -> path.replace('/', '\\');
            case 9 -> path.substring(0, slash + 1) + random.nextLong();
            case 10 -> OddTexts.inOneLine(path + Seeded.text(random, 10)).replace(' ', '+');
            default -> path.toUpperCase(Locale.ROOT);
        };
    }

    private static void query(Request request, RandomGenerator random) {
        String name = Seeded.oneOf(random, "page", "page_size", "email", "username", "user_id", "type", "id", "x");
        String value = OddTexts.insteadOf("20", random);
        String encoded = URLEncoder.encode(value.substring(0, Math.min(500, value.length())), UTF_8);
        String more = switch (random.nextInt(6)) {
            case 0 -> name;
            case 1 -> name + "=%zz";
            case 2 -> name + "=%ff%fe";
            case 3 -> "&&==&" + name + "=1&" + name + "=2";
            case 4 -> name + "=" + random.nextInt(-2, 200);
            default -> name + "=" + encoded;
        };
        request.query = request.query.isEmpty() ? more : request.query + "&" + more;
    }

    private static void authorization(Request request, Stage stage, RandomGenerator random) {
        String token = Seeded.oneOf(random, stage.access, stage.refresh, Stage.ADMIN_KEY);
        String none = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString("{\"alg\":\"none\",\"typ\":\"JWT\"}".getBytes(UTF_8));
        request.set(
                "Authorization",
                OddTexts.inOneLine(
                        switch (random.nextInt(9)) {
                            case 0 -> "Bearer " + token;
                            case 1 -> "bearer   " + token;
                            case 2 -> "Bearer " + OddTexts.bent(token, random);
                            case 3 ->
                                "Bearer " + none
                                        + token.substring(Math.max(0, token.indexOf('.')), token.lastIndexOf('.') + 1);
                            case 4 -> "Basic " + Base64.getEncoder().encodeToString(Bytes.random(random, 20));
                            case 5 -> token;
                            case 6 -> "Bearer";
                            case 7 -> "Bearer " + "x.".repeat(random.nextInt(2_000));
                            default -> "Bearer " + token + ", Bearer " + token;
                        }));
        if (random.nextInt(6) == 0) {
            request.headers.add(new Request.Header("Authorization", "Bearer " + stage.access));
        }
    }

    private static void other(Request request, RandomGenerator random) {
        String odd = OddTexts.inOneLine(Seeded.text(random, 100));
        Request.Header header = switch (random.nextInt(12)) {
            case 0 -> new Request.Header("X-Request-ID", odd);
            case 1 -> new Request.Header("Origin", Seeded.oneOf(random, "null", "https://app.example.org", odd));
            case 2 -> new Request.Header("Accept", Seeded.oneOf(random, "text/html", "*/*", "image/*;q=2", odd));
            case 3 -> new Request.Header("Content-Encoding", Seeded.oneOf(random, "gzip", "br", "identity", odd));
            case 4 -> new Request.Header("Cookie", "a=" + "b".repeat(random.nextInt(2_000)) + odd);
            case 5 -> new Request.Header("Range", "bytes=0-1");
            case 6 -> new Request.Header("If-None-Match", "*");
            case 7 -> new Request.Header("X-HTTP-Method-Override", Seeded.oneOf(random, "DELETE", "GET", odd));
            case 8 -> new Request.Header("Forwarded", "for=\"[2001:db8::1]\";host=" + odd);
            case 9 -> new Request.Header("User-Agent", odd + "x".repeat(random.nextInt(1_000)));
            case 10 -> new Request.Header("Access-Control-Request-Method", Seeded.oneOf(random, "POST", odd));
            default -> new Request.Header("X-" + random.nextInt(100), odd);
        };
        request.headers.add(header);
    }
}
