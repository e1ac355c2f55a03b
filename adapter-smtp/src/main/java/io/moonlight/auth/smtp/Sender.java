package io.moonlight.auth.smtp;

import static java.util.Objects.requireNonNull;

import io.moonlight.auth.domain.model.user.EmailAddress;

/**
 * The sender of the mails, on the envelope and as shown.
 *
 * @param address receives mails that cannot be delivered; its domain is also used in message ids and greetings,
 *     so that the name of this machine is not disclosed
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
