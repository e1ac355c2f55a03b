package io.moonlight.auth.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.domain.model.ClientAddress;
import io.moonlight.auth.domain.model.mail.ClaimedMail;
import io.moonlight.auth.domain.model.mail.MailKind;
import io.moonlight.auth.domain.model.mail.OutboxMail;
import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.domain.port.MailOutbox;
import io.moonlight.auth.testkit.Samples;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The order in which every {@link MailOutbox} hands out its mails. */
abstract class MailTurnsContract extends StoreContract {

    private static final Duration LEASE = Duration.ofMinutes(1);

    private Optional<ClaimedMail> claim() {
        return store.outbox().claim(now(), LEASE);
    }

    @Test
    public void claim_ofSeveral_takesTheOneThatHasBeenReadyForLongest() {
        OutboxMail first = scenario.requested(MailKind.REGISTER_CODE, Samples.email());
        clock.advance(Duration.ofMillis(1));
        OutboxMail second = scenario.requested(MailKind.REGISTER_CODE, Samples.email());
        clock.advance(Duration.ofMillis(1));

        assertThat(claimed()).containsExactly(first, second);
    }

    @Test
    public void claim_whileCodesWait_takesMailsWithoutACodeFirst() {
        OutboxMail code = scenario.requested(MailKind.REGISTER_CODE, Samples.email());
        clock.advance(Duration.ofMillis(1));
        OutboxMail changed = scenario.requested(MailKind.PASSWORD_CHANGED, Samples.email());
        clock.advance(Duration.ofMillis(1));
        OutboxMail moved = scenario.requested(MailKind.EMAIL_CHANGED, Samples.email());

        assertThat(claimed()).containsExactly(changed, moved, code);
    }

    @Test
    public void claim_whileOneNetworkWaits_takesTurnsBetweenTheNetworks() {
        List<OutboxMail> a = requestedFrom("192.0.2.1", 4);
        List<OutboxMail> b = requestedFrom("192.0.2.2", 2);
        List<OutboxMail> c = requestedFrom("2001:db8::1", 1);

        assertThat(claimed()).containsExactly(a.get(0), b.get(0), c.get(0), a.get(1), b.get(1), a.get(2), a.get(3));
    }

    @Test
    public void claim_afterAFloodFromOneNetwork_takesTheFirstOfAnotherNext() {
        List<OutboxMail> flood = requestedFrom("192.0.2.1", MailOutbox.TURNS + 6);
        OutboxMail other = requestedFrom("192.0.2.2", 1).get(0);

        List<OutboxMail> claimed = claimed();
        assertThat(claimed.subList(0, 2)).containsExactly(flood.get(0), other);
        assertThat(claimed.subList(2, claimed.size())).containsExactlyElementsOf(flood.subList(1, flood.size()));
    }

    @Test
    public void claim_afterTheFirstOfANetworkAreGone_countsFromTheLastThatStands() {
        List<OutboxMail> a = requestedFrom("192.0.2.1", 3);
        store.outbox().remove(new ClaimedMail(a.get(0), 1));
        store.outbox().remove(new ClaimedMail(a.get(1), 1));
        a.addAll(requestedFrom("192.0.2.1", 1));
        List<OutboxMail> b = requestedFrom("192.0.2.2", 4);

        assertThat(claimed()).containsExactly(b.get(0), b.get(1), a.get(2), b.get(2), a.get(3), b.get(3));
    }

    @Test
    public void claim_ofAMailThatIsTriedAgain_keepsItsTurn() {
        List<OutboxMail> a = requestedFrom("192.0.2.1", 2);
        ClaimedMail first = claim().orElseThrow();
        store.outbox().retry(first, now().plusSeconds(1));
        assertThat(claim()).contains(new ClaimedMail(a.get(1), 1));
        List<OutboxMail> b = requestedFrom("192.0.2.2", 2);
        clock.advance(Duration.ofSeconds(1));

        assertThat(claimed()).containsExactly(b.get(0), a.get(0), b.get(1));
    }

    @Test
    public void requestWithoutAccountCheck_takesTurnsLikeAnyOther() {
        List<OutboxMail> a = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            a.add(newMailFrom("192.0.2.1", MailKind.RESET_PASSWORD_CODE));
            store.outbox().requestWithoutAccountCheck(a.get(i));
        }
        OutboxMail b = newMailFrom("192.0.2.2", MailKind.REGISTER_CODE);
        store.outbox().requestWithoutAccountCheck(b);

        assertThat(claimed()).containsExactly(a.get(0), b, a.get(1), a.get(2));
    }

    @Test
    public void request_ofAnotherCodeFromElsewhere_takesTheTurnOfThatNetwork() {
        EmailAddress email = Samples.email();
        store.outbox().request(scenario.newMail(MailKind.REGISTER_CODE, email).from(address("192.0.2.9")));
        List<OutboxMail> a = requestedFrom("192.0.2.1", 2);
        OutboxMail again = scenario.newMail(MailKind.REGISTER_CODE, email).from(address("192.0.2.1"));
        store.outbox().request(again);
        OutboxMail b = requestedFrom("192.0.2.2", 1).get(0);

        assertThat(claimed()).containsExactly(a.get(0), b, a.get(1), again);
    }

    /** All that are ready, in the order of their claims. */
    private List<OutboxMail> claimed() {
        List<OutboxMail> claimed = new ArrayList<>();
        for (Optional<ClaimedMail> next = claim(); next.isPresent(); next = claim()) {
            claimed.add(next.get().mail());
        }
        return claimed;
    }

    /** Codes to register, a millisecond apart. */
    private List<OutboxMail> requestedFrom(String address, int number) {
        List<OutboxMail> mails = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            clock.advance(Duration.ofMillis(1));
            mails.add(newMailFrom(address, MailKind.REGISTER_CODE));
            store.outbox().request(mails.get(i));
        }
        return mails;
    }

    private OutboxMail newMailFrom(String address, MailKind kind) {
        return scenario.newMail(kind, Samples.email()).from(address(address));
    }

    private static ClientAddress address(String address) {
        return Samples.client(address).address().orElseThrow();
    }
}
