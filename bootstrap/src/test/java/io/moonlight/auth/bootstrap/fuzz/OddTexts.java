package io.moonlight.auth.bootstrap.fuzz;

import io.moonlight.auth.testkit.Seeded;
import java.util.List;
import java.util.random.RandomGenerator;

/** Unusual texts, and some usual ones. */
final class OddTexts {

    private static final List<String> KNOWN = List.of(
            "",
            " ",
            "null",
            "undefined",
            "-1",
            "0",
            "00000000000000000001",
            "1e3",
            "0x7f",
            "9223372036854775807",
            "9223372036854775808",
            "99999999999999999999999999",
            "' OR '1'='1",
            "'; DROP TABLE users; --",
            "$$ \\c",
            "%s%s%n%x",
            "%00",
            "%",
            "_",
            "${jndi:ldap://127.0.0.1/x}",
            "{{7*7}}",
            "<script>alert(1)</script>",
            "../../../../etc/passwd",
            "a@b.c\r\nBcc: d@e.f",
            "\u0000",
            "a\u0000b@example.org",
            "\ufeff",
            "\u202egro.elpmaxe@a",
            "\u200b",
            "\uffff",
            "\ud800",
            "\udfff\ud800",
            "İıİ",
            "ﬁ",
            "e\u0301",
            "\u1e9e",
            "\ud83d\udc69\u200d\ud83d\udc69\u200d\ud83d\udc67",
            "x@xn--.example",
            "x@xn--99999999999999999.example",
            "a@" + "b.".repeat(100) + "c",
            "a".repeat(64) + "@example.org",
            "１２３４５６",
            "password");

    private OddTexts() {}

    /** Something else than {@code usual}, or very much like it. */
    static String insteadOf(String usual, RandomGenerator random) {
        return switch (random.nextInt(5)) {
            case 0 -> Seeded.text(random, 60);
            case 1 -> Seeded.text(random, 4).repeat(random.nextInt(2_000));
            case 2, 3 -> bent(usual, random);
            default -> KNOWN.get(random.nextInt(KNOWN.size()));
        };
    }

    /** The same with a small flaw. */
    static String bent(String usual, RandomGenerator random) {
        if (usual.isEmpty()) {
            return Seeded.text(random, 3);
        }
        int at = random.nextInt(usual.length());
        String before = usual.substring(0, at);
        String after = usual.substring(at);
        return switch (random.nextInt(7)) {
            case 0 -> before;
            case 1 -> before + Seeded.text(random, 3) + after;
            case 2 -> before + after.substring(1);
            case 3 -> usual + usual;
            case 4 -> Seeded.oneOf(random, " ", "\t", "\u00a0", "\n", "\u0000") + usual;
            case 5 -> swappedCase(usual);
            default -> before + (char) (after.charAt(0) ^ (1 << random.nextInt(8))) + after.substring(1);
        };
    }

    private static String swappedCase(String text) {
        StringBuilder swapped = new StringBuilder();
        text.chars()
                .map(c -> Character.isUpperCase(c) ? Character.toLowerCase(c) : Character.toUpperCase(c))
                .forEach(c -> swapped.append((char) c));
        return swapped.toString();
    }

    /** Without anything that would end a line of HTTP. */
    static String inOneLine(String text) {
        return text.replaceAll("[\\r\\n\\x00]", " ");
    }
}
