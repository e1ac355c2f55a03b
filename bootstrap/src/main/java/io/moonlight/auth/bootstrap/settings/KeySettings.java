package io.moonlight.auth.bootstrap.settings;

import io.moonlight.auth.jwt.JwtKey;
import java.util.List;
import java.util.Optional;

/**
 * The keys of the tokens.
 *
 * @param algorithm of the key that signs
 * @param signing signs and verifies; complete outside development
 * @param verifying only verify: coming keys and former ones; each once, and none is the signing one
 */
public record KeySettings(JwtAlgorithm algorithm, Optional<JwtKey> signing, List<JwtKey> verifying) {}
