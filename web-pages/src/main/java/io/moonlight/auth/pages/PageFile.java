package io.moonlight.auth.pages;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.moonlight.auth.domain.model.mail.Language;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;

/** What is sent for one path. */
final class PageFile {

    /** 96 bits of the digest are enough to tell versions of a file apart. */
    private static final int ETAG_BYTES = 12;

    private final byte[] bytes;
    private final String type;
    private final String language;
    private final String etag;

    private PageFile(byte[] bytes, String type, String language) {
        this.bytes = bytes;
        this.type = type;
        this.language = language;
        this.etag = "\"" + digest(bytes) + "\"";
    }

    static PageFile page(String html, Language language) {
        return new PageFile(html.getBytes(UTF_8), "text/html; charset=utf-8", language.tag());
    }

    /** @param name ends with the extension that determines the type */
    static PageFile asset(String name, byte[] bytes) {
        String type = switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "js" -> "text/javascript; charset=utf-8";
            case "css" -> "text/css; charset=utf-8";
            case "svg" -> "image/svg+xml";
            case "png" -> "image/png";
            case "webp" -> "image/webp";
            default -> throw new IllegalArgumentException("unknown type of file: " + name);
        };
        return new PageFile(bytes, type, "");
    }

    byte[] bytes() {
        return bytes;
    }

    int size() {
        return bytes.length;
    }

    String type() {
        return type;
    }

    boolean isPage() {
        return !language.isEmpty();
    }

    /** Returns the tag of the language of a page. */
    String language() {
        return language;
    }

    String etag() {
        return etag;
    }

    /** Returns whether a client with these values of {@code If-None-Match} has this file already. */
    boolean isHeldBy(List<String> values) {
        for (String value : values) {
            for (String held : value.split(",", -1)) {
                String tag = held.strip();
                if (tag.equals("*") || tag.equals(etag) || tag.equals("W/" + etag)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static String digest(byte[] bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(digest)
                    .substring(0, ETAG_BYTES * 4 / 3);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
