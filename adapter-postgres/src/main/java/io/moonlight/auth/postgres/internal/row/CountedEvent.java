package io.moonlight.auth.postgres.internal.row;

import io.moonlight.auth.domain.model.audit.AuthEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An event and how often it happened.
 *
 * <p>A flood does not fill the disk: events with the same {@link AuthEvent.Source} and masked email become one, the first of
 * them. For one source at most {@value #ADDRESSES} emails are distinguished; all others together are one event without an email.
 */
public record CountedEvent(AuthEvent event, int times) {

    /** How many masked emails of one source are distinguished in one batch. */
    public static final int ADDRESSES = 16;

    private record Key(AuthEvent.Source source, String maskedEmail) {}

    /** Returns the same in fewer entries, in the order of the first event of each. */
    public static List<CountedEvent> collapsed(List<CountedEvent> all) {
        Map<Object, CountedEvent> rows = new LinkedHashMap<>();
        Map<AuthEvent.Source, Integer> addresses = new HashMap<>();
        for (CountedEvent next : all) {
            rows.merge(key(next.event, rows, addresses), next, (first, more) -> first.plus(more.times));
        }
        List<CountedEvent> collapsed = new ArrayList<>(rows.size());
        rows.forEach((key, row) -> collapsed.add(key instanceof AuthEvent.Source ? row.withoutAddress() : row));
        return collapsed;
    }

    private static Object key(
            AuthEvent event, Map<Object, CountedEvent> rows, Map<AuthEvent.Source, Integer> addresses) {
        AuthEvent.Source source = event.source();
        Key key = new Key(source, event.maskedEmail());
        boolean known = rows.containsKey(key);
        return known || addresses.merge(source, 1, Integer::sum) <= ADDRESSES ? key : source;
    }

    private CountedEvent plus(int more) {
        return new CountedEvent(event, (int) Math.min((long) times + more, Integer.MAX_VALUE));
    }

    private CountedEvent withoutAddress() {
        return new CountedEvent(
                new AuthEvent(
                        event.type(), event.at(), event.user(), event.session(), "", event.detail(), event.client()),
                times);
    }
}
