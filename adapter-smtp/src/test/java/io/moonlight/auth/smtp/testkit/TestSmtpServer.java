package io.moonlight.auth.smtp.testkit;

import io.moonlight.auth.domain.model.user.EmailAddress;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.subethamail.smtp.MessageContext;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.auth.EasyAuthenticationHandlerFactory;
import org.subethamail.smtp.auth.LoginFailedException;
import org.subethamail.smtp.server.SMTPServer;

/**
 * A real SMTP server on 127.0.0.1 that keeps what it is given. Starts its own threads; {@link #close} ends them. Can be
 * stopped and started again on the same port, and keeps its mails meanwhile. Safe for threads.
 */
public final class TestSmtpServer implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Settings settings;
    private final List<ReceivedMail> mails = new ArrayList<>();
    private final Map<String, Reply> answers = new ConcurrentHashMap<>();
    private volatile Optional<Reply> answerToAll = Optional.empty();
    private volatile Optional<Reply> answerToData = Optional.empty();
    private Optional<SMTPServer> running = Optional.empty();
    private int port;

    private TestSmtpServer(Settings settings) {
        this.settings = settings;
        this.port = settings.port;
    }

    /** How a server is to be; nothing set is a plain one on a free port. */
    public static final class Settings {

        private int port;
        private Optional<TestCertificate> certificate = Optional.empty();
        private boolean implicitTls;
        private Optional<String> login = Optional.empty();

        private Settings() {}

        /** Listens there; default: on a free port. */
        public Settings port(int port) {
            this.port = port;
            return this;
        }

        /** Offers STARTTLS, and takes nothing before it. */
        public Settings startTls(TestCertificate certificate) {
            this.certificate = Optional.of(certificate);
            return this;
        }

        /** Speaks TLS from the first byte. */
        public Settings implicitTls(TestCertificate certificate) {
            this.implicitTls = true;
            return startTls(certificate);
        }

        /** Takes mails from this user alone. */
        public Settings login(String user, String password) {
            this.login = Optional.of(user + "\n" + password);
            return this;
        }

        /** Starts the server. */
        public TestSmtpServer start() {
            TestSmtpServer server = new TestSmtpServer(this);
            server.start();
            return server;
        }
    }

    public static Settings settings() {
        return new Settings();
    }

    /** A plain server on a free port. */
    public static TestSmtpServer startPlain() {
        return settings().start();
    }

    /** Listens again on the port it had; does nothing if it is running. */
    public synchronized void start() {
        if (running.isPresent()) {
            return;
        }
        SMTPServer server = build();
        server.start();
        port = server.getPortAllocated();
        running = Optional.of(server);
    }

    /** Stops listening, and drops every connection. */
    public synchronized void stop() {
        running.ifPresent(SMTPServer::stop);
        running = Optional.empty();
    }

    @Override
    public void close() {
        stop();
    }

    public synchronized int port() {
        return port;
    }

    /** Answers RCPT for this address in this way. */
    public void answerRecipient(EmailAddress to, Reply reply) {
        answers.put(to.value(), reply);
    }

    /** Refuses this recipient for good. */
    public void refuse(EmailAddress to) {
        answerRecipient(to, new Reply(550, "5.1.1 <" + to.value() + "> no such user"));
    }

    /** Answers every RCPT in this way. */
    public void answerEveryRecipient(Reply reply) {
        answerToAll = Optional.of(reply);
    }

    /** Takes a message's text, and answers in this way. */
    public void answerData(Reply reply) {
        answerToData = Optional.of(reply);
    }

    /** Takes every mail again. */
    public void takeAll() {
        answers.clear();
        answerToAll = Optional.empty();
        answerToData = Optional.empty();
    }

    /** Everything taken so far, oldest first. */
    public synchronized List<ReceivedMail> mails() {
        return List.copyOf(mails);
    }

    /** Forgets what came. */
    public synchronized void clear() {
        mails.clear();
    }

    /** What was taken for this address so far, oldest first. */
    public List<ReceivedMail> mailsTo(EmailAddress to) {
        return mails().stream()
                .filter(mail -> mail.recipients().contains(to.value()))
                .toList();
    }

    /** The newest mail to this address; waits up to 20 s for the first. */
    public ReceivedMail awaitMailTo(EmailAddress to) {
        return awaitMailTo(to, 1);
    }

    /** The newest mail to this address once there are {@code count}; waits up to 20 s. */
    public synchronized ReceivedMail awaitMailTo(EmailAddress to, int count) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        List<ReceivedMail> found = mailsTo(to);
        while (found.size() < count) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                throw new AssertionError(found.size() + " mails came to " + to + ", not " + count);
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted while waiting for a mail", e);
            }
            found = mailsTo(to);
        }
        return found.get(found.size() - 1);
    }

    private synchronized void take(ReceivedMail mail) {
        mails.add(mail);
        notifyAll();
    }

    private SMTPServer build() {
        SMTPServer.Builder builder = SMTPServer.port(port)
                .bindAddress(InetAddress.getLoopbackAddress())
                .hostName("localhost")
                .insertReceivedHeaders(false)
                .connectionTimeout(30, TimeUnit.SECONDS)
                .messageHandlerFactory(Handler::new);
        settings.certificate.ifPresent(certificate -> {
            if (settings.implicitTls) {
                builder.serverSocketFactory(certificate.context()).hideTLS();
            } else {
                builder.startTlsSocketFactory(certificate.context()).enableTLS().requireTLS();
            }
        });
        settings.login.ifPresent(login -> builder.requireAuth(true)
                .authenticationHandlerFactory(new EasyAuthenticationHandlerFactory((user, password, context) -> {
                    if (!login.equals(user + "\n" + password)) {
                        throw new LoginFailedException("5.7.8 bad login of " + user);
                    }
                })));
        return builder.build();
    }

    private final class Handler implements MessageHandler {

        private final List<String> recipients = new ArrayList<>();
        private String from = "";

        private Handler(MessageContext context) {}

        @Override
        public void from(String address) {
            from = address;
        }

        @Override
        public void recipient(String address) throws RejectException {
            Optional<Reply> refusal = answerToAll.or(() -> Optional.ofNullable(answers.get(address)));
            reject(refusal);
            recipients.add(address);
        }

        @Override
        public String data(InputStream in) throws RejectException, IOException {
            byte[] raw = in.readAllBytes();
            reject(answerToData);
            take(new ReceivedMail(from, recipients, raw));
            return null;
        }

        @Override
        public void done() {}

        private void reject(Optional<Reply> refusal) throws RejectException {
            if (refusal.isPresent()) {
                throw new RejectException(refusal.get().code(), refusal.get().words());
            }
        }
    }
}
