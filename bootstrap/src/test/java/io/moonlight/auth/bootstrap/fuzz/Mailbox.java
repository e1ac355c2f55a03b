package io.moonlight.auth.bootstrap.fuzz;

import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.smtp.testkit.ReceivedMail;
import io.moonlight.auth.smtp.testkit.TestSmtpServer;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;

/** The mails of a server under test, emptied now and then, but never while a caller waits for one. Safe for threads. */
public final class Mailbox {

    private static final Pattern CODE = Pattern.compile("\\b[0-9]{6}\\b");

    private final TestSmtpServer smtp;
    private final ReadWriteLock lock = new ReentrantReadWriteLock();

    public Mailbox(TestSmtpServer smtp) {
        this.smtp = smtp;
    }

    /** The code that comes after it was asked for; empty if that was refused. */
    Optional<String> code(EmailAddress to, BooleanSupplier asked) {
        lock.readLock().lock();
        try {
            int before = smtp.mailsTo(to).size();
            return asked.getAsBoolean() ? Optional.of(codeAfter(to, before)) : Optional.empty();
        } finally {
            lock.readLock().unlock();
        }
    }

    /** A notice of an earlier call may come in between. */
    private String codeAfter(EmailAddress to, int before) {
        for (int count = before + 1; ; count++) {
            smtp.awaitMailTo(to, count);
            Optional<ReceivedMail> withCode = smtp.mailsTo(to).stream()
                    .skip(before)
                    .filter(mail -> CODE.matcher(mail.text()).find())
                    .findFirst();
            if (withCode.isPresent()) {
                return withCode.get().code();
            }
        }
    }

    /** Forgets what came. */
    public void empty() {
        lock.writeLock().lock();
        try {
            smtp.clear();
        } finally {
            lock.writeLock().unlock();
        }
    }
}
