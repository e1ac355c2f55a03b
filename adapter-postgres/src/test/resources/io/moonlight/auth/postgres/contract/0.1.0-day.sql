-- What a server asks in a day, and what the database answers: the first row, or how many rows were changed.
EXECUTE UserSql_writable;
-- no row
EXECUTE UserSql_exists('moon@example.org');
-- exists=f
EXECUTE OutboxSql_requestCode('moon@example.org', 'register', '00000000-0000-0000-0000-000000000001', '2030-01-01 00:10+00', '2030-01-01 00:00+00', false, 'register_code', 'en', '192.0.2.1');
-- exists=t
EXECUTE OutboxSql_claim('2030-01-01 00:01+00', '2030-01-01 00:00+00');
-- id=00000000-0000-0000-0000-000000000001, kind=register_code, email=moon@example.org, language=en, network=192.0.2.1, requested_at=2030-01-01 00:00:00+00, deadline=2030-01-01 00:10:00+00, attempts=1
EXECUTE OutboxSql_retry('2030-01-01 00:02+00', '00000000-0000-0000-0000-000000000001', 1);
-- 1 changed
EXECUTE OutboxSql_backlog('2030-01-01 00:01:30+00');
-- waiting=1, tried=1, oldest_micros=90000000
EXECUTE CodeSql_put(repeat('a', 64), '2030-01-01 00:10+00', 'moon@example.org', 'register', '00000000-0000-0000-0000-000000000001');
-- 1 changed
EXECUTE CodeSql_check(repeat('b', 64), '2030-01-01 00:01+00', 5, 'moon@example.org', 'register');
-- expired=f, matched=f, wrong_tries=1
EXECUTE CodeSql_check(repeat('a', 64), '2030-01-01 00:01+00', 5, 'moon@example.org', 'register');
-- expired=f, matched=t, wrong_tries=1
EXECUTE CodeSql_checkRegistration(repeat('a', 64), '2030-01-01 00:01+00', 5, 'moon@example.org', 'register', 'moon');
-- expired=f, matched=t, wrong_tries=1, email_taken=f, username_taken=f
EXECUTE OutboxSql_remove('00000000-0000-0000-0000-000000000001');
-- 1 changed
EXECUTE UserSql_register('moon@example.org', '2030-01-01 00:01+00', false, 'register', repeat('a', 64), 5, 'Moon', 'hash 1', '2030-01-01 00:01+00');
-- user_id=1, roles={}, owner_found=t, code_seen=LIVE
EXECUTE UserSql_exists('moon@example.org');
-- exists=t
EXECUTE InvitationSql_invite('guest@example.org', '{editor}', '2030-01-01 00:01+00', '2030-01-08 00:01+00', '00000000-0000-0000-0000-000000000009', 'invitation', 'en', '192.0.2.1');
-- id=1, email=guest@example.org, roles={editor}, created_at=2030-01-01 00:01:00+00, expires_at=2030-01-08 00:01:00+00
EXECUTE InvitationSql_isInvited('guest@example.org', '2030-01-01 00:02+00');
-- exists=t
EXECUTE InvitationSql_list('2030-01-01 00:02+00', 20, 0, 100001);
-- counted=1, id=1, email=guest@example.org, roles={editor}, created_at=2030-01-01 00:01:00+00, expires_at=2030-01-08 00:01:00+00
EXECUTE SweepSql_invitations(7, '0', 10, '2030-01-08 00:01+00');
-- mine=t, removed=0, seen=1, last=1
EXECUTE InvitationSql_revoke(1);
-- id=1, email=guest@example.org, roles={editor}, created_at=2030-01-01 00:01:00+00, expires_at=2030-01-08 00:01:00+00
EXECUTE UserSql_findByEmail('moon@example.org');
-- id=1, email=moon@example.org, username=Moon, is_active=t, is_verified=t, created_at=2030-01-01 00:01:00+00, roles={}
EXECUTE UserSql_sampleHashes(100);
-- password_hash=hash 1
EXECUTE UserSql_findById(1);
-- id=1, email=moon@example.org, username=Moon, is_active=t, is_verified=t, created_at=2030-01-01 00:01:00+00, roles={}
EXECUTE UserSql_passwordHash(1);
-- password_hash=hash 1
EXECUTE UserSql_findForLogin('2030-01-01 00:00+00', '10.0.0.1', 'moon@example.org');
-- id=1, email=moon@example.org, username=Moon, is_active=t, is_verified=t, created_at=2030-01-01 00:01:00+00, roles={}, password_hash=hash 1, known_address=f
EXECUTE SessionSql_open(1, 'hash 1', '00000000-0000-0000-0000-000000000011', 'pwd', '2030-01-01 00:02+00', '2030-01-01 10:00+00', '10.0.0.1', 'a browser', '10.0.0.1');
-- exists=t
EXECUTE SessionSql_open(1, 'hash 1', '00000000-0000-0000-0000-000000000012', 'pwd', '2030-01-01 00:02+00', '2030-01-01 10:00+00', NULL, '', NULL);
-- exists=t
EXECUTE UserSql_findForLogin('2030-01-01 00:00+00', '10.0.0.1', 'moon@example.org');
-- id=1, email=moon@example.org, username=Moon, is_active=t, is_verified=t, created_at=2030-01-01 00:01:00+00, roles={}, password_hash=hash 1, known_address=t
EXECUTE SessionSql_rotate(0, '2030-01-01 00:03+00', '2030-01-01 10:03+00', 600000000, '2030-01-01 00:02+00', '00000000-0000-0000-0000-000000000011');
-- stolen=f, session_created_at=2030-01-01 00:02:00+00, auth_method=pwd, rotated_at=2030-01-01 00:03:00+00, id=1, email=moon@example.org, username=Moon, is_active=t, is_verified=t, created_at=2030-01-01 00:01:00+00, roles={}
EXECUTE SessionSql_rotate(0, '2030-01-01 00:03+00', '2030-01-01 10:03+00', 600000000, '2030-01-01 00:02+00', '00000000-0000-0000-0000-000000000011');
-- stolen=f, session_created_at=2030-01-01 00:02:00+00, auth_method=pwd, rotated_at=2030-01-01 00:03:00+00, id=1, email=moon@example.org, username=Moon, is_active=t, is_verified=t, created_at=2030-01-01 00:01:00+00, roles={}
EXECUTE SessionSql_owner('00000000-0000-0000-0000-000000000011', '2030-01-01 00:03+00');
-- id=1, email=moon@example.org, username=Moon, is_active=t, is_verified=t, created_at=2030-01-01 00:01:00+00, roles={}, session_created_at=2030-01-01 00:02:00+00, auth_method=pwd
EXECUTE SessionSql_list(1, '2030-01-01 00:03+00', 100);
-- id=00000000-0000-0000-0000-000000000011, created_at=2030-01-01 00:02:00+00, last_used_at=2030-01-01 00:03:00+00, expires_at=2030-01-01 00:12:00+00, client_ip=10.0.0.1, user_agent=a browser
EXECUTE UserSql_replaceHash('hash 2', 1, 'hash 1');
-- 1 changed
EXECUTE AccountSql_changePassword('hash 2', '00000000-0000-0000-0000-000000000011', 1, '2030-01-01 00:04+00', 'hash 3', '00000000-0000-0000-0000-000000000002', 'password_changed', 'moon@example.org', 'zh', '2030-01-01 00:04+00', '2030-01-01 00:14+00');
-- caller_verified=t, changed=1
EXECUTE SessionSql_list(1, '2030-01-01 00:04+00', 100);
-- id=00000000-0000-0000-0000-000000000011, created_at=2030-01-01 00:02:00+00, last_used_at=2030-01-01 00:03:00+00, expires_at=2030-01-01 00:12:00+00, client_ip=10.0.0.1, user_agent=a browser
EXECUTE AccountSql_rename(NULL, '00000000-0000-0000-0000-000000000011', 1, '2030-01-01 00:05+00', 'Light');
-- id=1, email=moon@example.org, username=Light, is_active=t, is_verified=t, created_at=2030-01-01 00:01:00+00, roles={}, caller_verified=t
EXECUTE OutboxSql_requestCodeWithoutAccountCheck('light@example.org', 'change_email', '00000000-0000-0000-0000-000000000003', '2030-01-01 00:20+00', '2030-01-01 00:05+00', 'change_email_code', 'zh', '192.0.2.1');
-- 1 changed
EXECUTE CodeSql_put(repeat('b', 64), '2030-01-01 00:20+00', 'light@example.org', 'change_email', '00000000-0000-0000-0000-000000000003');
-- 1 changed
EXECUTE AccountSql_changeEmail('hash 3', '00000000-0000-0000-0000-000000000011', 1, '2030-01-01 00:06+00', 'light@example.org', 'change_email', repeat('b', 64), 5, '00000000-0000-0000-0000-000000000004', 'email_changed', 'moon@example.org', 'zh', '2030-01-01 00:06+00', '2030-01-01 00:16+00');
-- id=1, email=light@example.org, username=Light, is_active=t, is_verified=t, created_at=2030-01-01 00:01:00+00, roles={}, user_id=1, caller_verified=t, owner_found=t, own_address=f, code_seen=LIVE
EXECUTE OutboxSql_requestCode('light@example.org', 'reset_password', '00000000-0000-0000-0000-000000000005', '2030-01-01 00:20+00', '2030-01-01 00:06+00', true, 'reset_password_code', 'en', '192.0.2.1');
-- exists=t
EXECUTE CodeSql_put(repeat('c', 64), '2030-01-01 00:20+00', 'light@example.org', 'reset_password', '00000000-0000-0000-0000-000000000005');
-- 1 changed
EXECUTE UserSql_resetPassword('light@example.org', 'reset_password', repeat('c', 64), '2030-01-01 00:07+00', 5, 'hash 4', '00000000-0000-0000-0000-000000000006', 'password_changed', 'light@example.org', 'zh', '2030-01-01 00:07+00', '2030-01-01 00:17+00');
-- user_id=1, owner_found=t, code_seen=LIVE
EXECUTE UserSql_forgetKnownAddresses(1, '10.0.0.1');
-- 0 changed
EXECUTE OutboxSql_request('00000000-0000-0000-0000-000000000007', 'password_changed', 'light@example.org', 'zh', '2030-01-01 00:07+00', '2030-01-01 00:17+00');
-- 1 changed
EXECUTE SessionSql_open(1, 'hash 4', '00000000-0000-0000-0000-000000000013', 'pwd', '2030-01-01 00:08+00', '2030-01-01 10:00+00', '2001:db8::1', 'another browser', '2001:db8::/64');
-- exists=t
EXECUTE SessionSql_open(1, 'hash 4', '00000000-0000-0000-0000-000000000014', 'pwd', '2030-01-01 00:08+00', '2030-01-01 10:00+00', NULL, '', NULL);
-- exists=t
EXECUTE SessionSql_open(1, 'hash 4', '00000000-0000-0000-0000-000000000015', 'pwd', '2030-01-01 00:08+00', '2030-01-01 10:00+00', NULL, '', NULL);
-- exists=t
EXECUTE OutboxSql_requestCode('light@example.org', 'login', '00000000-0000-0000-0000-000000000008', '2030-01-01 00:20+00', '2030-01-01 00:08+00', true, 'login_code', 'en', '192.0.2.1');
-- exists=t
EXECUTE CodeSql_put(repeat('d', 64), '2030-01-01 00:20+00', 'light@example.org', 'login', '00000000-0000-0000-0000-000000000008');
-- 1 changed
EXECUTE SessionSql_openByCode(1, 'light@example.org', 'login', repeat('d', 64), '2030-01-01 00:08+00', 5, '00000000-0000-0000-0000-000000000016', 'otp', '2030-01-01 00:08+00', '2030-01-01 10:00+00', '10.0.0.1', 'a browser', '10.0.0.1');
-- exists=t
EXECUTE SessionSql_end('2030-01-01 00:08:30+00', '00000000-0000-0000-0000-000000000016');
-- id=1
EXECUTE SessionSql_end('2030-01-01 00:09+00', '00000000-0000-0000-0000-000000000013');
-- id=1
EXECUTE SessionSql_endOne(NULL, '00000000-0000-0000-0000-000000000015', 1, '2030-01-01 00:09+00', '00000000-0000-0000-0000-000000000014');
-- caller_verified=t, changed=1
EXECUTE SessionSql_endOthers(NULL, '00000000-0000-0000-0000-000000000015', 1, '2030-01-01 00:09+00');
-- caller_verified=t, changed=0
EXECUTE SessionSql_endAll(1, '2030-01-01 00:09+00');
-- count=1
EXECUTE AccountSql_setRoles('{author,editor}', '2030-01-01 00:09+00', 1);
-- id=1, email=light@example.org, username=Light, is_active=t, is_verified=t, created_at=2030-01-01 00:01:00+00, roles={author,editor}
EXECUTE AccountSql_setActive(false, '2030-01-01 00:09+00', 1);
-- id=1, email=light@example.org, username=Light, is_active=f, is_verified=t, created_at=2030-01-01 00:01:00+00, roles={author,editor}
EXECUTE UserListSql_all(20, 0, 100001);
-- counted=1, id=1, email=light@example.org, username=Light, is_active=f, is_verified=t, created_at=2030-01-01 00:01:00+00, roles={author,editor}
EXECUTE UserListSql_byEmail('li', 20, 0, 100001);
-- counted=1, id=1, email=light@example.org, username=Light, is_active=f, is_verified=t, created_at=2030-01-01 00:01:00+00, roles={author,editor}
EXECUTE UserListSql_byUsername('li', 20, 0, 100001);
-- counted=1, id=1, email=light@example.org, username=Light, is_active=f, is_verified=t, created_at=2030-01-01 00:01:00+00, roles={author,editor}
EXECUTE UserListSql_byBoth('li', 'li', 20, 0, 100001);
-- counted=1, id=1, email=light@example.org, username=Light, is_active=f, is_verified=t, created_at=2030-01-01 00:01:00+00, roles={author,editor}
EXECUTE AuditSql_write('{authn_login_success,authn_login_fail}', '{2030-01-01 00:02+00,2030-01-01 00:03+00}', '{1,""}', '{00000000-0000-0000-0000-000000000011,""}', '{m***@example.org,x***@example.org}', '{"",""}', '{10.0.0.1,""}', '{a browser,""}', '{request-1,request-2}', '{1,7}');
-- 2 changed
EXECUTE AuditSql_read(20, 0);
-- number=2, type=authn_login_fail, at=2030-01-01 00:03:00+00, user_id=null, session_id=null, masked_email=x***@example.org, detail=, client_ip=null, user_agent=, request_id=request-2, times=7
EXECUTE AuditSql_readOfUser(1, 20, 0);
-- number=1, type=authn_login_success, at=2030-01-01 00:02:00+00, user_id=1, session_id=00000000-0000-0000-0000-000000000011, masked_email=m***@example.org, detail=, client_ip=10.0.0.1, user_agent=a browser, request_id=request-1, times=1
EXECUTE AuditSql_readOfType('authn_login_fail', 20, 0);
-- number=2, type=authn_login_fail, at=2030-01-01 00:03:00+00, user_id=null, session_id=null, masked_email=x***@example.org, detail=, client_ip=null, user_agent=, request_id=request-2, times=7
EXECUTE AuditSql_readOfUserAndType(1, 'authn_login_success', 20, 0);
-- number=1, type=authn_login_success, at=2030-01-01 00:02:00+00, user_id=1, session_id=00000000-0000-0000-0000-000000000011, masked_email=m***@example.org, detail=, client_ip=10.0.0.1, user_agent=a browser, request_id=request-1, times=1
EXECUTE OutboxSql_requestCode('star@example.org', 'register', '00000000-0000-0000-0000-000000000008', '2030-01-01 00:10+00', '2030-01-01 00:00+00', false, 'register_code', 'en', '192.0.2.1');
-- exists=t
EXECUTE SweepSql_codes(1, '-infinity', '2030-01-01 00:15+00', 10);
-- mine=t, removed=1, seen=1, last=2030-01-01 00:10:00+00
EXECUTE SweepSql_mails(3, '00000000-0000-0000-0000-000000000000', 10, '2030-01-01 00:15+00');
-- mine=t, removed=2, seen=5, last=00000000-0000-0000-0000-000000000008
EXECUTE SweepSql_sessions(2, '00000000-0000-0000-0000-000000000000', 10, '2030-01-01 00:15+00');
-- mine=t, removed=6, seen=6, last=00000000-0000-0000-0000-000000000016
EXECUTE SweepSql_knownAddresses(4, '0 ', 10, '2030-01-01 00:05+00');
-- mine=t, removed=0, seen=2, last=1 2001:db8::/64
EXECUTE SweepSql_events(5, '0', 10, '2030-01-01 00:03+00');
-- mine=t, removed=1, seen=1, last=1
EXECUTE LimitSql_acquire(ARRAY['login-ip', 'login-email'], ARRAY[repeat('a', 64), repeat('b', 64)], ARRAY[1, 2], ARRAY[3600000000, 0]);
-- wait=0
EXECUTE LimitSql_release(ARRAY['login-ip', 'login-email'], ARRAY[repeat('a', 64), repeat('b', 64)]);
-- 1 changed
EXECUTE LimitSql_clear(ARRAY['login-ip', 'login-email'], ARRAY[repeat('a', 64), repeat('b', 64)]);
-- 2 changed
EXECUTE SweepSql_limits(6, ' ', 10, '2030-01-01 00:15+00');
-- mine=t, removed=1, seen=2, last=login-ip aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
EXECUTE AccountSql_deleteCaller(NULL, '00000000-0000-0000-0000-000000000015', 1, '2030-01-01 00:09+00');
-- caller_verified=null, changed=0
EXECUTE MovingSql_importAll(ARRAY['light@example.org', 'sun@example.org', 'star@example.org'], ARRAY[NULL, NULL, 'light'], ARRAY['!', '!', 'hash 9'], ARRAY['true', 'false', 'true'], ARRAY['true', 'true', 'true'], ARRAY[NULL, '2020-01-01 00:00+00', NULL], ARRAY['', 'editor,reader', ''], '2030-01-01 00:09+00');
-- email=sun@example.org, id=2, created=t, username=u2_1
EXECUTE MovingSql_export(1, 10);
-- id=2, email=sun@example.org, username=u2_1, is_active=f, is_verified=t, created_at=2020-01-01 00:00:00+00, roles={editor,reader}, password_hash=!
EXECUTE AccountSql_delete(1);
-- 1 changed
