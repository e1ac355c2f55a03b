package io.moonlight.auth.bcrypt;

import java.util.List;
import org.mindrot.jbcrypt.BCrypt;

/** {@link BcryptEngine} by jBCrypt, one key at a time. */
final class JbcryptEngine implements BcryptEngine {

    @Override
    public int width() {
        return 1;
    }

    @Override
    public List<String> digests(List<BcryptKey> keys) {
        return keys.stream().map(JbcryptEngine::digest).toList();
    }

    private static String digest(BcryptKey key) {
        String salt = key.salt().text();
        return BCrypt.hashpw(key.password(), salt).substring(salt.length());
    }
}
