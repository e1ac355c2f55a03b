package io.moonlight.auth.smtp;

import static java.util.Objects.requireNonNull;

/**
 * A mail in words, ready to be shown or sent. The text and the HTML say the same.
 *
 * @param subject one line, never with a code in it: mail servers write subjects into their logs
 * @param text the plain form
 * @param html a whole document that loads nothing from elsewhere
 */
public record RenderedMail(String subject, String text, String html) {

    /** @throws NullPointerException if a part is missing */
    public RenderedMail {
        requireNonNull(subject, "subject");
        requireNonNull(text, "text");
        requireNonNull(html, "html");
    }

    /** Without the texts, which may hold a code. */
    @Override
    public String toString() {
        return "RenderedMail[" + subject + "]";
    }
}
