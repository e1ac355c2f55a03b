package io.moonlight.auth.smtp;

import static java.util.Objects.requireNonNull;

import io.moonlight.auth.domain.model.EmailAddress;

/**
 * Whom the mails come from, on the envelope and for the eye.
 *
 * @param address mails that cannot be delivered come back to it; its domain also names the messages and greets servers,
 *     so that the name of this machine stays here
 * @param name shown beside the address: 1 to 64 visible characters on one line
 */
public record Sender(EmailAddress address, String name) {

    /** @throws IllegalArgumentException if the name is not one visible line */
    public Sender {
        requireNonNull(address, "address");
        name = OneLine.require(name, "name");
    }

    String domain() {
        String value = address.value();
        return value.substring(value.indexOf('@') + 1);
    }
}
