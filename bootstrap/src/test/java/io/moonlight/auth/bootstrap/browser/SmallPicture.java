package io.moonlight.auth.bootstrap.browser;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;

/** Puts pictures side by side into one PNG of at most 24 colors, which is small for what has few. */
final class SmallPicture {

    private static final int COLORS = 24;
    private static final int GAP = 12;
    private static final int MASK = 0xff;

    private SmallPicture() {}

    static byte[] sideBySide(List<byte[]> pictures) {
        try {
            BufferedImage sheet = null;
            for (int i = 0; i < pictures.size(); i++) {
                BufferedImage picture = ImageIO.read(new ByteArrayInputStream(pictures.get(i)));
                int step = picture.getWidth() + GAP;
                if (sheet == null) {
                    sheet = new BufferedImage(
                            step * pictures.size() - GAP, picture.getHeight(), BufferedImage.TYPE_INT_RGB);
                    sheet.createGraphics().clearRect(0, 0, sheet.getWidth(), sheet.getHeight());
                }
                sheet.createGraphics().drawImage(picture, i * step, 0, null);
            }
            ByteArrayOutputStream png = new ByteArrayOutputStream();
            ImageIO.write(indexed(sheet), "png", png);
            return png.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static BufferedImage indexed(BufferedImage picture) {
        Map<Integer, Integer> counts = new HashMap<>();
        int[] pixels = picture.getRGB(0, 0, picture.getWidth(), picture.getHeight(), null, 0, picture.getWidth());
        for (int pixel : pixels) {
            counts.merge(pixel, 1, Integer::sum);
        }
        int[] palette = counts.entrySet().stream()
                .sorted(Map.Entry.<Integer, Integer>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(COLORS)
                .mapToInt(Map.Entry::getKey)
                .toArray();
        byte[] reds = new byte[palette.length];
        byte[] greens = new byte[palette.length];
        byte[] blues = new byte[palette.length];
        for (int i = 0; i < palette.length; i++) {
            reds[i] = (byte) (palette[i] >> 16);
            greens[i] = (byte) (palette[i] >> 8);
            blues[i] = (byte) palette[i];
        }
        BufferedImage indexed = new BufferedImage(
                picture.getWidth(),
                picture.getHeight(),
                BufferedImage.TYPE_BYTE_INDEXED,
                new IndexColorModel(8, palette.length, reds, greens, blues));
        Map<Integer, Integer> nearest = new HashMap<>();
        for (int i = 0; i < pixels.length; i++) {
            int index = nearest.computeIfAbsent(pixels[i], color -> nearest(palette, color));
            indexed.getRaster().setSample(i % picture.getWidth(), i / picture.getWidth(), 0, index);
        }
        return indexed;
    }

    private static int nearest(int[] palette, int color) {
        int best = 0;
        for (int i = 1; i < palette.length; i++) {
            if (distance(palette[i], color) < distance(palette[best], color)) {
                best = i;
            }
        }
        return best;
    }

    private static int distance(int one, int other) {
        int distance = 0;
        for (int shift = 0; shift <= 16; shift += 8) {
            int difference = (one >> shift & MASK) - (other >> shift & MASK);
            distance += difference * difference;
        }
        return distance;
    }
}
