package io.moonlight.auth.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.moonlight.auth.application.background.BackgroundWork;
import io.moonlight.auth.domain.error.AuthUnavailableException;
import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.domain.model.mail.CodePurpose;
import io.moonlight.auth.domain.model.mail.Language;
import io.moonlight.auth.testkit.Samples;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class MailWorkersTest {

    private final Backend backend = new Backend();

    private static void send(Auth auth) {
        auth.sendCode()
                .handle(new SendCode.Command(
                        Samples.email(), CodePurpose.REGISTER, Language.ENGLISH, ClientInfo.LOCAL));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 65})
    void start_withTooFewOrTooManyWorkers_isRefused(int workers) {
        assertThatIllegalArgumentException().isThrownBy(() -> backend.auth.startBackgroundWork(workers));
    }

    @Test
    void start_withTheMostWorkers_isTaken() {
        try (BackgroundWork workers = backend.auth.startBackgroundWork(64)) {
            assertThat(workers).isNotNull();
        }
    }

    @Test
    void workers_onceStarted_areWokenByAMail() throws InterruptedException {
        CountDownLatch sent = new CountDownLatch(1);
        Auth auth = backend.builder().mailer(mail -> sent.countDown()).build();

        try (BackgroundWork workers = auth.startBackgroundWork(2)) {
            assertThat(workers).isNotNull();
            send(auth);
            assertThat(sent.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void workers_onceClosed_leaveMailsInTheOutbox() {
        BackgroundWork workers = backend.auth.startBackgroundWork(2);
        workers.close();

        send(backend.auth);

        assertThat(backend.mailer.sent()).isEmpty();
        assertThat(backend.auth.mailDispatcher().dispatchOne()).isTrue();
    }

    @Test
    void workers_withABacklogThatNobodyTellsOf_doNotPauseBetweenMails() throws InterruptedException {
        CountDownLatch sent = new CountDownLatch(60);
        Auth auth = backend.builder().mailer(mail -> sent.countDown()).build();
        for (int i = 0; i < 60; i++) {
            send(backend.auth);
        }

        try (BackgroundWork workers = auth.startBackgroundWork(1)) {
            assertThat(workers).isNotNull();
            assertThat(sent.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void workers_afterAFaultABugAndAnError_goOn() throws InterruptedException {
        CountDownLatch sent = new CountDownLatch(1);
        AtomicInteger reads = new AtomicInteger();
        Auth auth = backend.builder()
                .mailer(mail -> sent.countDown())
                .clock(() -> {
                    switch (reads.incrementAndGet()) {
                        case 1 -> throw new AuthUnavailableException("database", Duration.ofSeconds(1));
                        case 2 -> throw new IllegalStateException("a bug");
                        case 3 -> throw new StackOverflowError("on purpose");
                        default -> {
                            return backend.clock.instant();
                        }
                    }
                })
                .build();
        send(backend.auth);

        try (BackgroundWork workers = auth.startBackgroundWork(1)) {
            assertThat(workers).isNotNull();
            assertThat(sent.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    /** What looks at the outbox without a pause would come to a thousand times at once. */
    @ParameterizedTest
    @ValueSource(strings = {"nothing to do", "no database", "a bug"})
    void workers_whoFindNothingToDispatch_pause(String what) throws InterruptedException {
        CountDownLatch looks = new CountDownLatch(1_000);
        Auth auth = backend.builder()
                .clock(() -> {
                    looks.countDown();
                    switch (what) {
                        case "no database" -> throw new AuthUnavailableException("database", Duration.ofSeconds(1));
                        case "a bug" -> throw new IllegalStateException(what);
                        default -> {
                            return backend.clock.instant();
                        }
                    }
                })
                .build();
        long before = looks.getCount();

        try (BackgroundWork workers = auth.startBackgroundWork(1)) {
            assertThat(workers).isNotNull();
            assertThat(looks.await(500, TimeUnit.MILLISECONDS)).isFalse();
        }

        assertThat(looks.getCount()).as("it has looked").isLessThan(before);
    }

    @Test
    void workers_whileTheOutboxIsAway_sayItOnceAndOnceThatItIsBack() throws InterruptedException {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        Logger logger = (Logger) LoggerFactory.getLogger(BackgroundWork.class.getPackageName() + ".MailWorkers");
        log.start();
        logger.setLevel(Level.INFO);
        logger.addAppender(log);
        AtomicBoolean away = new AtomicBoolean(true);
        CountDownLatch failed = new CountDownLatch(64);
        CountDownLatch worked = new CountDownLatch(64);
        Auth auth = backend.builder()
                .clock(() -> {
                    if (away.get()) {
                        failed.countDown();
                        throw new AuthUnavailableException("database", Duration.ofSeconds(1));
                    }
                    worked.countDown();
                    return backend.clock.instant();
                })
                .build();
        try (BackgroundWork workers = auth.startBackgroundWork(32)) {
            assertThat(workers).isNotNull();
            assertThat(failed.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(lines(log)).containsExactly("the outbox cannot be read: database is not available");
            away.set(false);
            assertThat(worked.await(20, TimeUnit.SECONDS)).isTrue();
        } finally {
            logger.detachAppender(log);
            logger.setLevel(null);
        }
        assertThat(lines(log)).last().isEqualTo("the outbox can be read again");
    }

    private static List<String> lines(ListAppender<ILoggingEvent> log) {
        return List.copyOf(log.list).stream()
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    @Test
    void close_ofAnInterruptedCaller_interruptsTheMailUnderWay() throws InterruptedException {
        CountDownLatch underWay = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        Auth auth = backend.builder()
                .mailer(mail -> {
                    underWay.countDown();
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        interrupted.countDown();
                        throw new AuthUnavailableException("mail", e);
                    }
                })
                .build();
        BackgroundWork workers = auth.startBackgroundWork(1);
        send(auth);
        assertThat(underWay.await(20, TimeUnit.SECONDS)).isTrue();

        Thread.currentThread().interrupt();
        workers.close();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(interrupted.await(20, TimeUnit.SECONDS)).isTrue();
        workers.close();
    }

    @Test
    void close_ofManyWorkersManyTimes_leavesNoThread() {
        for (int i = 0; i < 50; i++) {
            backend.auth.startBackgroundWork(16).close();
            assertThat(Thread.getAllStackTraces().keySet())
                    .extracting(Thread::getName)
                    .noneMatch(name -> name.startsWith("moonlight-mail-"));
        }
    }
}
