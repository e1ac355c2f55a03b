package io.moonlight.auth.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.domain.model.mail.MailKind;
import io.moonlight.auth.postgres.internal.sql.OutboxSql;
import io.moonlight.auth.testkit.MutableClock;
import io.moonlight.auth.testkit.Samples;
import io.moonlight.auth.testkit.Scenario;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What taking the next mail costs while 100,000 wait: pages that PostgreSQL looks at. */
class OutboxBacklogTest {

    /** A look into each turn takes three pages of the index; the index has some 400, the outbox some thousands. */
    private static final int FEW_PAGES = 250;

    private static final Pattern PAGES = Pattern.compile("Buffers: shared (?:hit=(\\d+))?(?: ?read=(\\d+))?");
    private static final MutableClock CLOCK = MutableClock.start();

    private static PostgresStore store;

    @BeforeAll
    static void fill() {
        store = PostgresStore.create();
        store.fill("""
                INSERT INTO mail_outbox (id, kind, email, language, network, turn, requested_at, deadline, ready_at)
                SELECT gen_random_uuid(), 'register_code', 'row' || i || '@example.org', 'en', '192.0.2.' || mod(i, 200),
                    LEAST(64, 1 + i / 200), now, now + interval '10 minutes', now + i * interval '1 microsecond'
                FROM generate_series(1, 100000) i, (SELECT CAST('%s' AS timestamptz)) AS t(now)""".formatted(CLOCK.instant()));
        store.execute("ANALYZE mail_outbox");
    }

    @AfterAll
    static void close() {
        store.close();
    }

    @Test
    void claim_whileAllAreReady_looksAtFewPages() {
        CLOCK.advance(Duration.ofSeconds(1));

        assertThat(pagesOfAClaim()).isBetween(1, FEW_PAGES);
        assertThat(store.outbox().claim(CLOCK.instant(), Duration.ofSeconds(45)))
                .get()
                .satisfies(claim -> assertThat(claim.mail().network()).startsWith("192.0.2."));
    }

    @Test
    void claim_whileNoneIsReady_looksAtFewPages() {
        assertThat(store.outbox().claim(CLOCK.instant().minusSeconds(60), Duration.ofSeconds(45)))
                .isEmpty();
        assertThat(pagesOfAClaim(now().minusSeconds(60))).isBetween(1, FEW_PAGES);
    }

    @Test
    void request_byTheBusiestNetwork_takesTheLastTurn() {
        Scenario scenario = new Scenario(store, CLOCK);
        store.outbox()
                .request(scenario.newMail(MailKind.REGISTER_CODE, Samples.email())
                        .from(Samples.client("192.0.2.7").address().orElseThrow()));

        try (Handle handle = store.handle()) {
            assertThat(handle.createQuery("SELECT turn FROM mail_outbox WHERE email LIKE 'person%'")
                            .mapTo(Integer.class)
                            .one())
                    .isEqualTo(64);
        }
    }

    private static OffsetDateTime now() {
        return CLOCK.instant().atOffset(ZoneOffset.UTC);
    }

    private static int pagesOfAClaim() {
        return pagesOfAClaim(now());
    }

    private static int pagesOfAClaim(OffsetDateTime now) {
        try (Handle handle = store.handle()) {
            String claim = Arrays.stream(OutboxSql.class.getDeclaredMethods())
                    .filter(method -> method.getName().equals("claim"))
                    .map(method -> method.getAnnotation(SqlQuery.class).value())
                    .findFirst()
                    .orElseThrow();
            String plan = String.join(
                    "\n",
                    handle.createQuery("EXPLAIN (ANALYZE, BUFFERS, TIMING OFF) " + claim)
                            .bind("now", now)
                            .bind("leaseEnd", now.plusMinutes(1))
                            .mapTo(String.class)
                            .list());
            MatchResult pages = PAGES.matcher(plan).results().findFirst().orElseThrow();
            return number(pages.group(1)) + number(pages.group(2));
        }
    }

    private static int number(String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }
}
