package io.moonlight.auth.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What nobody should send. */
final class BadInputs {

    /** A body that is wrong for every call. */
    static final class Body {

        private final String what;
        private final byte[] bytes;

        Body(String what, byte[] bytes) {
            this.what = what;
            this.bytes = bytes;
        }

        byte[] bytes() {
            return bytes;
        }

        @Override
        public String toString() {
            return what;
        }
    }

    private BadInputs() {}

    /** Made from a good one. */
    static List<Body> bodies(String good) {
        List<Body> all = new ArrayList<>();
        String first = good.substring(good.indexOf('"'), good.indexOf(':'));
        String open = good.substring(0, good.length() - 1);
        all.add(broken("blank", " "));
        all.add(broken("null", "null"));
        all.add(broken("array", "[" + good + "]"));
        all.add(broken("string", "\"zz@example.org\""));
        all.add(broken("number", "1e999"));
        all.add(broken("trailing object", good + "{}"));
        all.add(broken("trailing text", good + "x"));
        all.add(broken("trailing NUL", good + "\0"));
        all.add(broken("duplicate key", open + "," + first + ":\"x\"}"));
        all.add(broken(
                "escaped duplicate key", open + ",\"\\u00" + hex(first.charAt(1)) + first.substring(2) + ":\"x\"}"));
        all.add(broken("duplicate unknown key", open + ",\"a\":1,\"a\":2}"));
        all.add(broken("unclosed", open));
        all.add(broken("single quotes", good.replace('"', '\'')));
        all.add(broken("comment", "/* */" + good));
        all.add(broken("trailing comma", open + ",}"));
        all.add(broken("NaN", open + ",\"n\":NaN}"));
        all.add(broken("leading zero", open + ",\"n\":01}"));
        all.add(broken("long number", open + ",\"n\":" + "9".repeat(5_000) + "}"));
        all.add(broken("nested arrays", open + ",\"n\":" + "[".repeat(8_000) + "]".repeat(7_000) + "}"));
        all.add(broken("nested objects", "{\"a\":".repeat(2_000) + "1" + "}".repeat(2_000)));
        all.add(broken("raw control character", open + ",\"n\":\"\u0001\"}"));
        all.add(broken("raw NUL", open + ",\"n\":\"\0\"}"));
        all.add(broken("bad escape", open + ",\"n\":\"\\x41\"}"));
        all.add(broken("half escape", open + ",\"n\":\"\\u12\"}"));
        all.add(broken("byte order mark", "\uFEFF" + good));
        all.add(new Body("UTF-16", good.getBytes(StandardCharsets.UTF_16LE)));
        all.add(new Body("UTF-32", good.getBytes(Charset.forName("UTF-32BE"))));
        all.add(new Body("Latin-1", (open + ",\"n\":\"é\"}").getBytes(StandardCharsets.ISO_8859_1)));
        all.add(bytes("overlong slash", open, 0xC0, 0xAF));
        all.add(bytes("encoded surrogate", open, 0xED, 0xA0, 0x80));
        all.add(bytes("beyond Unicode", open, 0xF5, 0x80, 0x80, 0x80));
        all.add(bytes("cut sequence", open, 0xE4, 0xBD));
        return all;
    }

    /** As JSON: what no field of that name may have. */
    static List<String> values(String field, boolean anyText) {
        List<String> bad =
                new ArrayList<>(List.of("null", "1", "1.5", "true", "false", "{}", "[]", "[\"a\"]", "{\"$ne\":\"\"}"));
        boolean chosen = field.endsWith("password");
        if (!anyText && !chosen) {
            for (String text : List.of(
                    "",
                    " ",
                    "\\u0000",
                    "\\ud800",
                    "\\udc00x",
                    "a\\u0000b@example.org",
                    "\\u202eada",
                    "' OR 1=1 --",
                    "<script>alert(1)</script>",
                    "${jndi:ldap://x}",
                    "../../etc/passwd",
                    "x".repeat(5_000))) {
                bad.add("\"" + text + "\"");
            }
        }
        if (field.equals("is_active")) {
            return List.of("0", "1", "\"true\"", "\"false\"", "\"\"", "{}", "[]", "[true]", "null", "1.5");
        }
        switch (field) {
            case "email" ->
                bad.addAll(List.of(
                        "\"a@b\"",
                        "\"a b@example.org\"",
                        "\"a@example.org\\r\\nBcc: b@example.org\"",
                        "\"Ada <ada@example.org>\"",
                        "\"ada@[127.0.0.1]\"",
                        "\"ada@127.0.0.1\"",
                        "\"\\\"a\\\"@example.org\"",
                        "\"ada@example.org,bob@example.org\"",
                        "\"ada@exam_ple.org\"",
                        "\"ada@.org\"",
                        "\".a@example.org\""));
            case "code" ->
                bad.addAll(List.of(
                        "123456",
                        "\"12345\"",
                        "\"1234567\"",
                        "\"１２３４５６\"",
                        "\"12345a\"",
                        "\" 123456\"",
                        "\"123456\\n\"",
                        "\"٠١٢٣٤٥\"",
                        "\"-12345\"",
                        "\"+12345\""));
            case "username" ->
                bad.addAll(List.of(
                        "\"ab\"",
                        "\"1abc\"",
                        "\"_abc\"",
                        "\"a-b-c\"",
                        "\"аdmin\"",
                        "\"admin\\n\"",
                        "\"" + "a".repeat(21) + "\"",
                        "\"ıstanbul\""));
            case "password", "new_password", "current_password" -> {
                if (!anyText) {
                    bad.addAll(List.of(
                            "\"1234567\"",
                            "\"" + "x".repeat(33) + "\"",
                            "\"" + "月".repeat(25) + "\"",
                            "\"longenough\\u0000\"",
                            "\"longenough\\udfff\"",
                            "\"" + "😀".repeat(19) + "\""));
                } else {
                    bad.add("\"" + "x".repeat(1025) + "\"");
                }
            }
            case "type" ->
                bad.addAll(List.of(
                        "\"change-email\"",
                        "\"REGISTER\"",
                        "\"register \"",
                        "\"password_changed\"",
                        "\"reset-password\""));
            default -> assertThat(field).isEqualTo("refresh_token");
        }
        return bad;
    }

    private static Body broken(String what, String body) {
        return new Body(what, body.getBytes(StandardCharsets.UTF_8));
    }

    private static Body bytes(String what, String open, int... raw) {
        byte[] head = (open + ",\"n\":\"").getBytes(StandardCharsets.UTF_8);
        byte[] body = Arrays.copyOf(head, head.length + raw.length + 2);
        for (int i = 0; i < raw.length; i++) {
            body[head.length + i] = (byte) raw[i];
        }
        body[body.length - 2] = '"';
        body[body.length - 1] = '}';
        return new Body(what, body);
    }

    private static String hex(char c) {
        return Integer.toHexString(c);
    }
}
