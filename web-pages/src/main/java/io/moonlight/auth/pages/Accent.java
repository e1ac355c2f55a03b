package io.moonlight.auth.pages;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The accent colour of the pages, adjusted until it can be read on a light and on a dark page (WCAG 2.2, contrast of at least
 * 4.5).
 *
 * @param red 0 to 255
 * @param green 0 to 255
 * @param blue 0 to 255
 */
record Accent(int red, int green, int blue) {

    private static final Pattern SHAPE = Pattern.compile("#[0-9a-fA-F]{6}");
    private static final Accent WHITE = new Accent(255, 255, 255);
    private static final Accent INK = new Accent(13, 17, 38);

    /** The least favourable backgrounds of the stylesheet. */
    private static final Accent LIGHT_PAGE = new Accent(243, 245, 251);

    private static final Accent DARK_PAGE = new Accent(32, 38, 66);
    private static final double READABLE = 4.5;
    private static final int STEPS = 50;

    /** Returns the colour, or empty for a text that is not like {@code #4f5fd6}. */
    static Optional<Accent> parse(String text) {
        if (!SHAPE.matcher(text).matches()) {
            return Optional.empty();
        }
        int rgb = Integer.parseInt(text.substring(1), 16);
        return Optional.of(new Accent(rgb >> 16, rgb >> 8 & 0xff, rgb & 0xff));
    }

    /** Returns the values of the placeholders of the stylesheet. */
    Map<String, String> variables() {
        Accent light = readableOn(LIGHT_PAGE, INK);
        Accent dark = readableOn(DARK_PAGE, WHITE);
        return Map.of(
                "accent", light.text(),
                "on-accent", light.textColour().text(),
                "accent-dark", dark.text(),
                "on-accent-dark", dark.textColour().text());
    }

    /** Mixes this colour with another until it can be read on a background. */
    private Accent readableOn(Accent background, Accent other) {
        Accent mixed = this;
        for (int step = 1; mixed.contrast(background) < READABLE && step <= STEPS; step++) {
            mixed = mix(other, (double) step / STEPS);
        }
        return mixed;
    }

    private Accent textColour() {
        return contrast(WHITE) >= contrast(INK) ? WHITE : INK;
    }

    private Accent mix(Accent other, double share) {
        return new Accent(
                between(red, other.red, share), between(green, other.green, share), between(blue, other.blue, share));
    }

    private static int between(int from, int to, double share) {
        return (int) Math.round(from + (to - from) * share);
    }

    double contrast(Accent other) {
        double lighter = Math.max(luminance(), other.luminance());
        double darker = Math.min(luminance(), other.luminance());
        return (lighter + 0.05) / (darker + 0.05);
    }

    private double luminance() {
        return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
    }

    private static double linear(int channel) {
        double value = channel / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }

    String text() {
        return String.format(Locale.ROOT, "#%02x%02x%02x", red, green, blue);
    }
}
