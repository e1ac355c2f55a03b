package io.moonlight.auth.smtp;

import static java.util.Objects.requireNonNull;

/**
 * A rendered mail. Text and HTML have the same content.
 *
 * @param subject one line, never with a code: mail servers log subjects
 * @param text the plain text
 * @param html a complete document that loads nothing
 */
public record RenderedMail(String subject, String text, String html) {

    /** @throws NullPointerException if a part is missing */
    public RenderedMail {
        requireNonNull(subject, "subject");
        requireNonNull(text, "text");
        requireNonNull(html, "html");
    }

    /** Omits the texts, which may contain a code. */
    @Override
    public String toString() {
        return "RenderedMail[" + subject + "]";
    }
}
