// What the panel can say. The build step draws every character of these texts, and no other; the
// digits belong to both faces. A large line holds five characters, a small one eight.
texts! {
    LARGE {
        TAMPERED = "机箱被打开";
        CHECK_CASE = "请查机箱";
        SHUT_UPPER_DOOR = "请关好上门";
        SHUT_LOWER_DOOR = "请关好下门";
        SHUT_PAPER_DRAWER = "请关好纸仓";
        NO_HEARTBEAT = "主机无响应";
        SECONDS_TO_RESTART = "秒后重启";
        RESTARTING = "正在重启";
        AWAITING_KIOSK = "等待主机";
        GIVEN_UP = "主机故障";
        CALL_SERVICE = "请报修";
        TOO_HOT = "机内过热";
        DEGREES = "度";
        PAPER_LOW = "纸快用完";
        ABOUT = "约";
        SHEETS = "张";
        PAPER_OUT = "纸已用完";
        CHANGE_PAPER = "请换纸卷";
        PAPER_JAM = "请清卡纸";
        CHECK_PRINTER = "请查打印机";
        CHECK_CARD_READER = "请查读卡器";
        CHECK_SCANNER = "请查扫码器";
        CHECK_NETWORK = "请查网线";
        HELP_VISITOR = "有人求助";
        GO_TO_KIOSK = "请到机前";
        STARTING = "正在启动";
        WAITING = "等待办理";
        SERVING = "正在办理";
        CLOSED = "休息时间";
        UPDATING = "正在更新";
        OUT_OF_SERVICE = "暂停服务";
        MAINTENANCE = "正在维护";
    }
    SMALL {
        PAPER_ABOUT = "纸 约";
        SHEETS_LEFT = "张";
        PAPER_UNKNOWN = "纸 未知";
        NETWORK_UNKNOWN = "网络 未知";
        NETWORK_CONNECTED = "网络 正常";
        NETWORK_AWAY = "网络 断开";
        FAULT = "代码 ";
        THE = "第";
        TIME = "次";
        CHECK_FAN = "请查风扇";
        CHECK_POWER = "请查主机电源";
    }
}
