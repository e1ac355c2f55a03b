package io.moonlight.auth.bootstrap.settings.reader;

import io.moonlight.auth.bootstrap.settings.SettingsException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parses a {@code .env} file as docker compose does. Rejects what compose rejects, and also variables that are not set, which
 * compose would replace by nothing, and a comment directly after the equals sign, which compose would read as the value.
 * Of the forms of interpolation only {@code $NAME} and {@code ${NAME}} are supported. For one thread.
 */
final class DotEnv {

    private static final Pattern BLANK = Pattern.compile("\\s+");
    private static final Pattern COMMENT = Pattern.compile("#[^\\n]*");
    private static final Pattern NAME =
            Pattern.compile("(?:export[ \\t]+)?([A-Za-z_][A-Za-z0-9_.-]*)[ \\t]*(?:([=:])[ \\t]*|(?=\\n)|\\z)");
    private static final Pattern REST_OF_LINE = Pattern.compile("[ \\t]*(?:#[^\\n]*)?(?=\\n|\\z)");
    private static final String REFERENCE = "\\$(\\$|[A-Za-z_][A-Za-z0-9_]*|\\{[A-Za-z_][A-Za-z0-9_]*}|)";
    private static final Pattern IN_UNQUOTED = Pattern.compile(REFERENCE);
    private static final Pattern IN_DOUBLE_QUOTES = Pattern.compile(REFERENCE + "|\\\\([abfnrtv$\\\\0])");

    private final String text;
    private final Map<String, String> process;
    private final Map<String, String> variables = new LinkedHashMap<>();
    private int at;
    private int statement;

    private DotEnv(String text, Map<String, String> process) {
        this.text = text;
        this.process = process;
    }

    /**
     * Returns the variables of a file.
     *
     * @param process the environment of the process, which {@code $NAME} searches first
     * @throws SettingsException that names the line that cannot be parsed, and no value
     */
    static Map<String, String> parse(String text, Map<String, String> process) {
        String lines = text.startsWith("\uFEFF") ? text.substring(1) : text;
        return new DotEnv(lines.replace("\r\n", "\n"), process).read();
    }

    private Map<String, String> read() {
        while (at < text.length()) {
            if (!skip(BLANK) && !skip(COMMENT)) {
                statement = at;
                readVariable();
            }
        }
        return new HashMap<>(variables);
    }

    private void readVariable() {
        Matcher name = matcher(NAME);
        if (!name.lookingAt()) {
            throw refused("NAME=value is wanted, or a comment that begins with #");
        }
        at = name.end();
        if (name.group(2) != null) {
            variables.put(name.group(1), value());
        }
    }

    private String value() {
        if (at == text.length()) {
            return "";
        }
        return switch (text.charAt(at)) {
            case '\'' -> quoted('\'');
            case '"' -> expanded(quoted('"'), IN_DOUBLE_QUOTES);
            case '#' -> {
                if (Character.isWhitespace(text.charAt(at - 1))) {
                    throw refused("compose takes this comment for the value; put it on a line of its own");
                }
                yield unquoted();
            }
            default -> unquoted();
        };
    }

    /** A comment begins with a space and #. */
    private String unquoted() {
        int newLine = text.indexOf('\n', at);
        String line = text.substring(at, newLine < 0 ? text.length() : newLine);
        at += line.length();
        int comment = line.indexOf(" #");
        return expanded((comment < 0 ? line : line.substring(0, comment)).stripTrailing(), IN_UNQUOTED);
    }

    /** Removes the backslash of an escaped quote only. */
    private String quoted(char quote) {
        StringBuilder value = new StringBuilder();
        at++;
        while (at < text.length() && text.charAt(at) != quote) {
            boolean escape = text.charAt(at) == '\\' && at + 1 < text.length();
            if (escape && text.charAt(at + 1) != quote) {
                value.append('\\');
            }
            at += escape ? 1 : 0;
            value.append(text.charAt(at++));
        }
        if (at >= text.length()) {
            throw refused("the quote is not closed");
        }
        at++;
        if (!skip(REST_OF_LINE)) {
            throw refused("only a comment may follow the closing quote");
        }
        return value.toString();
    }

    private String expanded(String value, Pattern special) {
        return special.matcher(value).replaceAll(found -> Matcher.quoteReplacement(replacement(found)));
    }

    private String replacement(MatchResult found) {
        String reference = found.group(1);
        if (reference == null) {
            return escaped(found.group(2).charAt(0));
        }
        String name = reference.replaceAll("[{}]", "");
        if (name.equals("$")) {
            return "$";
        }
        String value = process.getOrDefault(name, variables.get(name));
        if (name.isEmpty() || value == null) {
            throw refused("$ stands for a variable that is not set: put the value in single quotes, or write $$");
        }
        return value;
    }

    private String escaped(char letter) {
        return switch (letter) {
            case 'a' -> "\u0007";
            case 'b' -> "\b";
            case 'f' -> "\f";
            case 'n' -> "\n";
            case 'r' -> "\r";
            case 't' -> "\t";
            case 'v' -> "\u000B";
            case '0' -> throw refused("octal escapes are not supported");
            default -> String.valueOf(letter);
        };
    }

    private Matcher matcher(Pattern pattern) {
        return pattern.matcher(text).region(at, text.length());
    }

    private boolean skip(Pattern pattern) {
        Matcher matcher = matcher(pattern);
        if (!matcher.lookingAt()) {
            return false;
        }
        at = matcher.end();
        return true;
    }

    private SettingsException refused(String why) {
        long line = text.substring(0, statement).chars().filter(c -> c == '\n').count() + 1;
        return new SettingsException(List.of(".env line " + line + " is not readable: " + why));
    }
}
