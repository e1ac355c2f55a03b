package io.moonlight.auth.jwt;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads PEM (RFC 7468): blocks, with any text around them. Line breaks may also be written as {@code \n}, as is
 * common in environment variables. Messages never repeat what was read.
 */
final class Pem {

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");

    private Pem() {}

    /**
     * One block.
     *
     * @param label its kind
     * @param base64 its content
     */
    record Block(String label, String base64) {

        byte[] content() {
            try {
                return Base64.getMimeDecoder().decode(base64);
            } catch (IllegalArgumentException e) {
                throw broken();
            }
        }

        @Override
        public String toString() {
            return "Block[***]";
        }
    }

    /** @throws IllegalArgumentException if there is none, one is broken, or one is encrypted */
    static List<Block> blocks(String pem) {
        String text = pem.replace("\\n", "\n");
        if (text.contains("ENCRYPTED")) {
            throw new IllegalArgumentException(
                    "the key is encrypted; `openssl pkey -in key.pem -out plain.pem` writes it in clear");
        }
        List<Block> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(text);
        StringBuilder around = new StringBuilder();
        while (matcher.find()) {
            matcher.appendReplacement(around, "");
            blocks.add(new Block(matcher.group(1), matcher.group(2)));
        }
        if (matcher.appendTail(around).indexOf("---") >= 0) {
            throw broken();
        }
        if (blocks.isEmpty()) {
            throw new IllegalArgumentException("there is no PEM block, which begins with -----BEGIN");
        }
        return blocks;
    }

    private static IllegalArgumentException broken() {
        return new IllegalArgumentException("a PEM block is broken");
    }
}
