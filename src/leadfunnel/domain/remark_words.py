"""Places and goods that tell what a part of a remark is, besides the tags a store knows."""

from __future__ import annotations

_PLACES = """
北京 上海 天津 重庆 河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南
广东 海南
四川 贵州 云南 陕西 甘肃 青海 台湾 内蒙古 广西 西藏 宁夏 新疆 香港 澳门
广州 深圳 东莞 佛山 珠海 中山 惠州 杭州 宁波 温州 绍兴 嘉兴 金华 义乌 南京 苏州 无锡 常州 南通
徐州 昆山
成都 绵阳 武汉 长沙 郑州 洛阳 西安 青岛 济南 烟台 潍坊 福州 厦门 泉州 合肥 南昌 昆明 贵阳 南宁
海口 三亚
沈阳 大连 长春 哈尔滨 石家庄 保定 太原 兰州 西宁 银川 乌鲁木齐 呼和浩特 台北 高雄 台中
浦东 浦西 徐汇 静安 长宁 黄浦 虹口 杨浦 普陀 闵行 宝山 嘉定 松江 青浦 奉贤 金山 崇明 陆家嘴
张江 虹桥
朝阳 海淀 东城 西城 丰台 石景山 通州 大兴 昌平 顺义 房山 望京 天河 越秀 海珠 荔湾 白云 番禺 黄埔
福田 罗湖 南山 宝安 龙岗 龙华 余杭 萧山 西湖 滨江 拱墅 武侯 锦江 高新 渝北 江北
beijing shanghai guangzhou shenzhen hangzhou chengdu wuhan nanjing suzhou xian tianjin chongqing
pudong taipei hongkong singapore london paris berlin dubai tokyo sydney
"""
_GOODS = """
烟机 油烟机 灶具 燃气灶 热水器 冰箱 空调 洗衣机 干衣机 洗碗机 消毒柜 净水器 电视 集成灶 扫地机
吸尘器
沙发 床垫 衣柜 橱柜 门窗 地板 瓷砖 窗帘 灯具 家电 套餐 全屋定制 装修
面霜 精华 面膜 洁面 水乳 口红 防晒 护肤 减肥 医美 保健品 奶粉
车险 寿险 重疾险 保险 理财 基金 贷款 手机 电脑 汽车 新能源 二手房 新房 学区房 公寓 别墅
英语 数学 钢琴 课程 体验课 年卡 月卡 私教
"""
_CALLED_PLACES = tuple("省市区县镇乡村州路")


def places() -> frozenset[str]:
    """Return places whose name alone tells that they are."""
    return frozenset(_PLACES.split())


def goods() -> frozenset[str]:
    """Return common goods."""
    return frozenset(_GOODS.split())


def is_called_place(word: str) -> bool:
    """Tell whether a word ends as the names of places do."""
    return 2 < len(word) <= 8 and word.endswith(_CALLED_PLACES)
