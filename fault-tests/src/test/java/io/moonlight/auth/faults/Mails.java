package io.moonlight.auth.faults;

import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.smtp.testkit.ReceivedMail;
import io.moonlight.auth.smtp.testkit.TestSmtpServer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What has come for whom, whichever mail server took it. */
final class Mails {

    private static final Pattern CODE = Pattern.compile("(?<![0-9])[0-9]{6}(?![0-9])");

    private final Supplier<List<TestSmtpServer>> servers;

    Mails(Supplier<List<TestSmtpServer>> servers) {
        this.servers = servers;
    }

    /** All mails for this address, oldest first. */
    List<ReceivedMail> to(String email) {
        EmailAddress address = new EmailAddress(email);
        return servers.get().stream()
                .flatMap(server -> server.mailsTo(address).stream())
                .toList();
    }

    /** The newest code for this address that was not tried, if one has come after so many mails. */
    Optional<String> newCode(String email, int before, Set<String> tried) {
        return to(email).stream()
                .skip(before)
                .flatMap(mail -> code(mail).stream())
                .filter(code -> !tried.contains(code))
                .reduce((older, newer) -> newer);
    }

    /** The six digits in a mail, if it is one that carries a code. */
    static Optional<String> code(ReceivedMail mail) {
        Matcher code = CODE.matcher(mail.text());
        return code.find() ? Optional.of(code.group()) : Optional.empty();
    }

    /** How many have come in all. */
    int count() {
        return servers.get().stream().mapToInt(server -> server.mails().size()).sum();
    }
}
