package io.moonlight.auth.bootstrap.settings.reader;

import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Finds variables that look like misspelt settings: one edit away from a short name, or two from a long one. A short name
 * is only compared while that setting is unset, since platforms set variables such as {@code PORT0} beside {@code PORT}.
 */
public final class Misspellings {

    private static final int LONG_NAME = 10;

    private Misspellings() {}

    /** Returns the misspelt names in alphabetical order, each with the setting that is closest to it. */
    public static Map<String, String> in(Map<String, String> variables) {
        Map<String, String> found = new TreeMap<>();
        for (String name : variables.keySet()) {
            if (Catalog.variables().noneMatch(name::equals)) {
                closest(name)
                        .filter(setting -> isLong(setting) || !variables.containsKey(setting))
                        .ifPresent(setting -> found.put(name, setting));
            }
        }
        return found;
    }

    private static Optional<String> closest(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        return Catalog.variables()
                .filter(setting -> distance(upper, setting) <= (isLong(setting) ? 2 : 1))
                .min(Comparator.comparingInt(setting -> distance(upper, setting)));
    }

    private static boolean isLong(String setting) {
        return setting.length() >= LONG_NAME;
    }

    /** Returns how many insertions, deletions, replacements and swaps of neighbours lie between two texts. */
    private static int distance(String one, String other) {
        int[][] cost = new int[one.length() + 1][other.length() + 1];
        for (int i = 0; i <= one.length(); i++) {
            for (int j = 0; j <= other.length(); j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = i + j;
                    continue;
                }
                int replaced = cost[i - 1][j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                cost[i][j] = Math.min(replaced, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
                if (i > 1
                        && j > 1
                        && one.charAt(i - 1) == other.charAt(j - 2)
                        && one.charAt(i - 2) == other.charAt(j - 1)) {
                    cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
                }
            }
        }
        return cost[one.length()][other.length()];
    }
}
