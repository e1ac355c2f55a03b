package io.moonlight.auth.inmemory;

import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.testkit.AuthStoreFixture;
import io.moonlight.auth.testkit.contract.AuthStoreContract;
import io.moonlight.auth.testkit.contract.StoreContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class InMemoryAuthStoreTest extends AuthStoreContract {

    @Override
    protected AuthStoreFixture emptyStore() {
        return new InMemoryFixture(new InMemoryStore());
    }

    @Test
    void contract_ofAWholeStore_holdsEveryContractThereIs() throws IOException {
        List<String> parts = Arrays.stream(AuthStoreContract.class.getDeclaredClasses())
                .filter(part -> part.isAnnotationPresent(Nested.class))
                .map(part -> part.getSuperclass().getSimpleName())
                .toList();

        assertThat(parts).isNotEmpty().containsExactlyInAnyOrderElementsOf(contractsOfStores());
    }

    private static List<String> contractsOfStores() throws IOException {
        Path sources = Path.of(
                "../auth-testkit/src/main/java",
                StoreContract.class.getPackageName().replace('.', '/'));
        try (Stream<Path> files = Files.list(sources)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith("Contract.java"))
                    .map(name -> name.replace(".java", ""))
                    .filter(InMemoryAuthStoreTest::isOfStores)
                    .toList();
        }
    }

    private static boolean isOfStores(String contract) {
        try {
            Class<?> type = Class.forName(StoreContract.class.getPackageName() + "." + contract);
            return StoreContract.class.isAssignableFrom(type) && type != StoreContract.class;
        } catch (ClassNotFoundException e) {
            throw new AssertionError(contract, e);
        }
    }
}
