package io.moonlight.auth.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.bootstrap.testkit.Await;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/**
 * One fault under the load of a crowd: all is well, something breaks, it is mended, and all must be well again by itself,
 * with everything kept that was acknowledged. Fails if not, and else adds its finding to the page.
 */
final class Trial implements AutoCloseable {

    /** The maximum wait for limits, database and hashing, one after the other, with a margin. */
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(12);

    private static final Duration WARM_UP = Duration.ofSeconds(5);
    private static final Duration CALM = Duration.ofMillis(1_500);

    /** Something that may fail. */
    interface Step {
        void run() throws Exception;
    }

    private final Stack stack;
    private final Fault fault;
    private final Observations seen = new Observations();
    private final ReadinessWatch readiness;
    private final Crowd crowd;
    private final long begin;

    private Trial(Stack stack, Fault fault, Crowd.Way way) {
        this.stack = stack;
        this.fault = fault;
        this.readiness = new ReadinessWatch(stack);
        this.crowd = new Crowd(stack, seen, way);
        Pause.of(CALM);
        this.begin = System.nanoTime();
    }

    /** Lets a new server get into its stride, so that no fault is measured on cold code. */
    static void warmUp(Stack stack) {
        Observations seen = new Observations();
        Crowd crowd = new Crowd(stack, seen, Crowd.Way.WAITING_FOR_MAILS);
        Pause.of(WARM_UP);
        crowd.stop();
        assertThat(seen.broken()).isEmpty();
    }

    /** A crowd that uses everything is at work, and a fault begins now. */
    static Trial of(Stack stack, Fault fault) {
        return new Trial(stack, fault, Crowd.Way.WAITING_FOR_MAILS);
    }

    /** A crowd that waits for no mail is at work, and a fault begins now. */
    static Trial ofMails(Stack stack, Fault fault) {
        return new Trial(stack, fault, Crowd.Way.WITHOUT_MAILS);
    }

    /** Breaks something, lets some time pass, mends it, and concludes. */
    void run(Step breaking, Duration length, Step mending) throws Exception {
        breaking.run();
        Pause.of(length);
        mending.run();
        conclude();
    }

    /** One more user, whom the caller controls. */
    Person newcomer() {
        return crowd.newcomer(new Random(Seed.VALUE));
    }

    Observations seen() {
        return seen;
    }

    /** The fault is over: waits until all is well, and holds the server to what it has acknowledged. */
    void conclude() throws IOException, SQLException {
        Recovery recovery = new Recovery(stack, List.of(seen, readiness.seen()));
        recovery.await();
        List<Person> people = crowd.stop();
        Await.until(this::outboxIsEmpty);
        List<Seen> meanwhile = seen.during(begin, recovery.end());
        Check check = new Check(stack, seen);
        check.all(people);
        assertThat(seen.broken()).as(fault + ", " + Seed.words()).isEmpty();
        assertThat(check.kept()).as("acknowledged changes").isPositive();
        assertThat(meanwhile)
                .as("calls meanwhile")
                .isNotEmpty()
                .allSatisfy(call -> assertThat(call.took()).as(call.toString()).isLessThan(LONGEST_ANSWER));
        Page.add(new Finding(
                fault,
                Finding.answers(meanwhile),
                Finding.slowest(meanwhile),
                "0 of " + check.kept() + " changes, 0 of " + check.mails() + " mails",
                Integer.toString(check.twice()),
                Finding.seconds(recovery.ofAnswers()),
                Finding.seconds(recovery.ofMails())));
    }

    private boolean outboxIsEmpty() {
        try {
            return stack.postgres()
                            .numbers("SELECT 'waiting', count(*) FROM mail_outbox")
                            .get("waiting")
                    == 0;
        } catch (SQLException e) {
            return false;
        }
    }

    @Override
    public void close() {
        readiness.close();
        crowd.disperse();
    }
}
