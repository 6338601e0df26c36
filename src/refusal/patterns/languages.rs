//! The most common refusals in languages other than English.
//!
//! Only ASCII is in lower case here, so a pattern leaves out a first letter that may be a capital.

use super::{ANY, BROKEN, Category, Clue, DiagnosisKind, REFUSED};

pub(super) const CLUES: &[Clue] = &[
    Clue {
        kind: DiagnosisKind::ContentBlocked,
        category: Category::Content,
        statuses: ANY,
        words: &[
            "(敏感|违规|违禁|不安全|审核|不適切|부적절|едопустим|нецензур|inappropri|inadecuad|inadequad|unangemessen)",
            "(inhaltsfilter|inhaltsrichtlinie|filtre de contenu|filtro de conte|コンテンツフィルタ|コンテンツポリシー|콘텐츠 필터|콘텐츠 정책)",
        ],
    },
    Clue {
        kind: DiagnosisKind::ContextTooLong,
        category: Category::Context,
        statuses: &[(200, 299), (400, 428), (430, 999)],
        words: &[
            "(上下文|超长|过长|最大长度|长度超|コンテキスト|컨텍스트)",
            "(输入|长度|tokens|トークン|토큰|токен)*(超过|超出|超え|초과|превыш)",
            "(prompt|eingabe|kontext|nachricht|entrada|mensaje|mensagem|demande|invite|запрос|роки)*(zu lang|trop long|demasiado larg|muito long|слишком длин)",
            "слишком длин",
        ],
    },
    Clue {
        kind: DiagnosisKind::UpstreamTimedOut,
        category: Category::TimedOut,
        statuses: BROKEN,
        words: &[
            "(超时|逾时|タイムアウト|zeitüberschreitung|tiempo de espera|tempo limite|tempo esgotado|ремя ожидания)",
            "(délai|시간)*(dépass|expir|초과)",
        ],
    },
    Clue {
        kind: DiagnosisKind::Overloaded,
        category: Category::Overload,
        statuses: &[(200, 299), (429, 429), (500, 999)],
        words: &[
            "(负载|繁忙|过载|拥挤|访问量过大|混雑|過負荷|과부하|혼잡|überlastet|surcharg|sobrecarg|перегруж)",
        ],
    },
    Clue {
        kind: DiagnosisKind::RateLimited,
        category: Category::RateLimit,
        statuses: &[(200, 299), (400, 499)],
        words: &[
            "(频繁|频率|限流|并发|速率|请求过多|请求次数|请求数限制|レート|リクエストが多|zu viele anfragen|trop de requêtes|trop de demandes|demasiadas solicitudes|demasiadas peticiones|muitas solicitações|muitas requisições|лишком много запрос|слишком много запрос)",
            "(요청|호출)*(너무 많|제한|초과)",
            "リクエスト*(多すぎ|制限)",
        ],
    },
    // A plan without the model has not run out.
    Clue {
        kind: DiagnosisKind::ModelNotPermitted,
        category: Category::Model,
        statuses: REFUSED,
        words: &["套餐*未开放*权限"],
    },
    Clue {
        kind: DiagnosisKind::QuotaExhausted,
        category: Category::Quota,
        statuses: &[(200, 299), (400, 499)],
        words: &[
            "(余额|额度|欠费|充值|配额|用尽|套餐|资源包|免费额)",
            "(小时|每日|每天|每周|每月|今日|当日)*使用上限",
            "(今日|当日|每日)*限额",
            "(クォータ|残高|利用枠|クレジット|上限)*(超|不足|達)",
            "(할당량|크레딧|잔액|한도)*(초과|부족|소진)",
            "(kontingent|guthaben|budget|quota)*(aufgebraucht|erschöpft|überschritten|nicht ausreich)",
            "(quota|crédit|solde|forfait)*(dépass|épuis|insuffisant|atteint)",
            "(cuota|saldo|crédito|cota|presupuesto|orçamento)*(excedid|agotad|insuficiente|superad|esgotad)",
            "(вот|аланс|лимит)*(исчерпан|превышен|недостаточ)",
            "едостаточно средств",
            "ревышен*(лимит|квот)",
        ],
    },
    Clue {
        kind: DiagnosisKind::ModelNotPermitted,
        category: Category::Model,
        statuses: ANY,
        words: &["(无权|没有权限|权限不足|未开通|未授权)*模型", "模型*(无权|没有权限|未开通|未授权)"],
    },
    Clue {
        kind: DiagnosisKind::ModelNotDeployed,
        category: Category::Model,
        statuses: ANY,
        words: &["模型*(未部署|已下线|不可用|未启用)", "模型*(倍率|价格|渠道)未配置", "模型未配置"],
    },
    Clue {
        kind: DiagnosisKind::ModelNotFound,
        category: Category::Model,
        statuses: ANY,
        words: &[
            "模型*(不存在|未找到|无效|不支持|错误|未知|有误)",
            "(不存在|找不到|未知|无效|不支持|未找到)*模型",
            "モデル*(見つかりません|存在しません|無効|不明|利用できません)",
            "모델*(찾을 수 없|존재하지|없습니다|유효하지)",
            "modell*(nicht gefunden|existiert nicht|unbekannt|nicht vorhanden|nicht verfügbar)",
            "modèle*(introuvable|nexiste pas|inconnu|non trouvé|pas disponible)",
            "modelo*(no encontrado|no existe|desconocid|não encontrado|não existe|no se encontr|no válid|inválid)",
            "одел*(не найден|не существует|неизвестн|недоступн)",
        ],
    },
    // Two reasons in one sentence do not decide for either.
    Clue {
        kind: DiagnosisKind::KeyRejected,
        category: Category::Key,
        statuses: REFUSED,
        words: &[
            "(令牌|密钥|token|key|凭证)*(过期|已禁用|失效|停用)或*(不正确|无效|错误|不存在)",
            "(令牌|密钥|token|key|凭证)*(不正确|无效|错误|不存在)或*(过期|禁用|失效|停用)",
        ],
    },
    Clue {
        kind: DiagnosisKind::KeyExpiredOrDisabled,
        category: Category::Key,
        statuses: REFUSED,
        words: &[
            "(令牌|密钥|token|key|凭证)*(过期|已禁用|状态不可用|失效|停用)",
            "(キー|トークン|키|토큰)*(期限|失効|만료|폐기)",
            "(schlüssel|token|key)*(abgelaufen|gesperrt|widerrufen)",
            "(clé|jeton|clave|chave|token)*(expir|caducad|révoqu|revocad|revogad)",
            "(люч|окен)*(стек|тозван|аблокирован)",
        ],
    },
    Clue {
        kind: DiagnosisKind::KeyMissing,
        category: Category::Key,
        statuses: REFUSED,
        words: &[
            "(未提供|缺少|未收到|请提供|没有提供)*(令牌|密钥|token|key|认证|authentication|authorization|鉴权)",
            "(schlüssel|token|key|jeton|clé)*(fehlt|manquant)",
            "(fehlender|manquante) (api|schlüssel|clé|token)",
        ],
    },
    Clue {
        kind: DiagnosisKind::OriginOrAddressRefused,
        category: Category::Permission,
        statuses: REFUSED,
        words: &["(您的|来源|客户端) *ip", " ip *(不在|白名单|限制)", "(地区|国家|区域)*不"],
    },
    Clue {
        kind: DiagnosisKind::AccountBlocked,
        category: Category::Account,
        statuses: REFUSED,
        words: &[
            "(用户|账户|账号|帐户|帐号)*(封禁|禁用|锁定|冻结|未激活|非活动|停用|异常|实名)",
            "(実名|실명|实名)",
            "(アカウント|계정)*(停止|無効|정지|차단|비활성)",
            "(konto|compte|cuenta|conta)*(gesperrt|deaktiviert|suspendu|désactivé|bloqué|suspendid|bloquead|suspens|desactivad)",
            "(ккаунт|ользовател)*(заблокирован|отключен|приостановлен)",
        ],
    },
    Clue {
        kind: DiagnosisKind::KeyRejected,
        category: Category::Key,
        statuses: &[(200, 299), (400, 403)],
        words: &[
            "(无效|非法|错误|不正确|未知)*(令牌|密钥|凭证|token|key|签名)",
            "(令牌|密钥|凭证|token|key|签名|鉴权)*(无效|非法|不正确|错误|不存在|有误|失败)",
            "(身份验证|认证|鉴权|登录|身份认证|验证)*(失败|错误)",
            "(キー|トークン|認証|資格情報)*(無効|正しく|失敗|必要|不正)",
            "無効な*(キー|トークン|認証)",
            "(키|토큰|인증)*(유효하지|잘못|실패|올바르지|필요)",
            "(잘못된|유효하지 않은)*(키|토큰|인증)",
            "(ungültig|falsch|unbekannt)*(schlüssel|token|key|anmeldedaten)",
            "(schlüssel|token|key|authentifizierung)*(ungültig|falsch|fehlgeschlagen|unbekannt)",
            "(clé|jeton)*(invalide|incorrect|inconnu|non valide|pas valide)",
            "authentification*(échou|requise|échec)",
            "échec*authentification",
            "(clave|token|chave|credencia)*(inválid|no es válid|no válid|incorrect|incorret|não é válid)",
            "(inválid|incorrect)*(clave|token|chave|credencia)",
            "(люч|окен)*(еверн|едействител|не найден|неправильн|екоррект)",
            "(еверн|едействител|еправильн|екоррект)*(люч|окен)",
            "(шибка|е удалось|не пройдена)*(утентификац|вторизац|авториз)",
        ],
    },
    Clue {
        kind: DiagnosisKind::KeyNotPermitted,
        category: Category::Permission,
        statuses: REFUSED,
        words: &[
            "(无权|没有权限|权限不足|无权限|拒绝访问|禁止访问)",
            "権限",
            "(keine berechtigung|nicht berechtigt|zugriff verweigert|accès refusé|accès interdit|acceso denegado|acesso negado|no tiene permiso|sin permiso|sem permissão|ет прав)",
            "(アクセス|권한|접근|оступ)*(拒否|없|거부|запрещ|отказан|закрыт)",
        ],
    },
    Clue {
        kind: DiagnosisKind::RequestInvalid,
        category: Category::Request,
        statuses: &[(200, 299), (400, 400), (422, 422)],
        words: &["(参数|入参)", "(パラメータ|매개변수|араметр|paramètre|parámetro|parâmetro)"],
    },
    Clue {
        kind: DiagnosisKind::UpstreamFailed,
        category: Category::Upstream,
        statuses: ANY,
        words: &["上游"],
    },
    Clue {
        kind: DiagnosisKind::Overloaded,
        category: Category::Overload,
        statuses: &[(500, 999)],
        words: &[
            "(稍后再试|稍后重试|暂时不可用|しばらく|잠시 후|später erneut|réessayer|réessayez|intente|intenta|tente novamente|овторите|опробуйте)",
        ],
    },
];
