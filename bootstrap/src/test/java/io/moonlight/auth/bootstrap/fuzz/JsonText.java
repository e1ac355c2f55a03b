package io.moonlight.auth.bootstrap.fuzz;

import com.fasterxml.jackson.databind.node.TextNode;
import io.moonlight.auth.testkit.Seeded;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** A JSON object as text, well-formed at first, whose members are changed one by one. */
final class JsonText {

    /** Both as they stand in the text. */
    private record Member(String name, String value) {}

    private final List<Member> members = new ArrayList<>();

    void add(String name, String value) {
        members.add(new Member(name, value));
    }

    /** What may be wrong with an object: a value, a name, one member too few or too many. */
    void bend(RandomGenerator random) {
        if (members.isEmpty()) {
            members.add(new Member(quoted(Seeded.text(random, 8), random), value("", random)));
            return;
        }
        int at = random.nextInt(members.size());
        Member member = members.get(at);
        switch (random.nextInt(12)) {
            case 0 -> members.remove(at);
            case 1 -> members.add(member);
            case 2 -> members.add(random.nextInt(members.size()), new Member(member.name(), value("x", random)));
            case 3 -> members.add(at, new Member(quoted(Seeded.text(random, 12), random), value("y", random)));
            case 4 -> members.set(at, new Member(escaped(member.name(), random), member.value()));
            case 5 -> members.set(at, new Member(OddTexts.bent(member.name(), random), member.value()));
            case 6 -> members.add(members.remove(random.nextInt(members.size())));
            default -> members.set(at, new Member(member.name(), value(unquoted(member.value()), random)));
        }
    }

    String text() {
        return members.stream()
                .map(member -> member.name() + ":" + member.value())
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String unquoted(String value) {
        return value.startsWith("\"") && value.length() > 1 ? value.substring(1, value.length() - 1) : value;
    }

    /** Any value in place of a usual text. */
    private static String value(String usual, RandomGenerator random) {
        return switch (random.nextInt(10)) {
            case 0 -> Seeded.oneOf(random, "null", "true", "false", "NaN", "-Infinity", "undefined", "TRUE", "");
            case 1 -> number(random);
            case 2 -> nested(random);
            case 3 -> Seeded.oneOf(random, "[]", "{}", "[\"a\"]", "{\"$ne\":null}", "[[]]", "{\"a\":{\"a\":1}}");
            default -> quoted(OddTexts.insteadOf(usual, random), random);
        };
    }

    private static String number(RandomGenerator random) {
        return switch (random.nextInt(6)) {
            case 0 -> Long.toString(random.nextLong());
            case 1 -> Double.toString(random.nextGaussian() * Math.pow(10, random.nextInt(-300, 300)));
            case 2 -> "9".repeat(1 + random.nextInt(3_000));
            case 3 -> "1e" + "9".repeat(1 + random.nextInt(12));
            case 4 -> "0." + "0".repeat(random.nextInt(2_000)) + "1";
            default -> Seeded.oneOf(random, "01", "-0", "1.", ".5", "+1", "0x10", "1e", "--1", "1_000", "123456");
        };
    }

    private static String nested(RandomGenerator random) {
        int depth = 1 + random.nextInt(random.nextBoolean() ? 40 : 3_000);
        int closed = random.nextInt(8) == 0 ? random.nextInt(depth) : depth;
        return random.nextBoolean()
                ? "[".repeat(depth) + "]".repeat(closed)
                : "{\"a\":".repeat(depth) + "1" + "}".repeat(closed);
    }

    /** A string of JSON, as short as it can be. */
    static String plain(String text) {
        return TextNode.valueOf(text).toString();
    }

    /** A string of JSON; now and then one that is none. */
    static String quoted(String text, RandomGenerator random) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            quoted.append(character(text.charAt(i), random));
        }
        return random.nextInt(200) == 0 ? quoted.toString() : quoted.append('"').toString();
    }

    private static String character(char c, RandomGenerator random) {
        boolean mustBeEscaped = c < ' ' || c == '"' || c == '\\' || Character.isSurrogate(c);
        if (mustBeEscaped ? random.nextInt(50) > 0 : random.nextInt(20) == 0) {
            return escaped(c);
        }
        return random.nextInt(2_000) == 0 ? Seeded.oneOf(random, "\\x", "\\u12", "\\", "\\'") : String.valueOf(c);
    }

    private static String escaped(char c) {
        String hex = Integer.toHexString(c);
        return "\\u" + "0".repeat(4 - hex.length()) + hex;
    }

    /** The same name, written in another way. */
    private static String escaped(String name, RandomGenerator random) {
        int at = random.nextInt(Math.max(1, name.length()));
        boolean inside = at > 0 && at < name.length() - 1;
        return inside ? name.substring(0, at) + escaped(name.charAt(at)) + name.substring(at + 1) : name;
    }
}
