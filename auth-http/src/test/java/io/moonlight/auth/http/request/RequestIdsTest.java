package io.moonlight.auth.http.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.testkit.Race;
import io.moonlight.auth.testkit.Samples;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RequestIdsTest {

    @Test
    void choose_bySixteenConcurrentCallers_namesEachRequestDifferently() {
        RequestIds ids = new RequestIds(Samples.random());
        List<Race.Result<List<String>>> results = Race.run(16, caller -> () -> {
            List<String> mine = new ArrayList<>();
            for (int i = 0; i < 1_000; i++) {
                mine.add(ids.choose(""));
            }
            return mine;
        });
        Set<String> all = new HashSet<>();
        results.forEach(result -> all.addAll(result.value()));
        assertThat(all).hasSize(16_000).allMatch(id -> id.matches("[0-9a-f]{32}"));
    }
}
